import { setTimeout as sleep } from 'node:timers/promises'
import type { Message, Team } from '@otklik/protocol'

import { type Random, RefusedError } from '../kit/index.ts'
import type { Company } from './company.ts'
import type { Line } from './history.ts'
import { type FaultPlan, type Mark, readMark, writeMark } from './plan.ts'
import type { World } from './world.ts'

/** What a customer wrote, and what the platform calls it. */
export interface Written extends Mark {
  messageId: string
}

/** A reply the API said yes to, and what we call it. */
export interface Accepted extends Mark {
  id: string
  conversationId: string
}

/** So many operators answer at the same time, each in another conversation. */
const OPERATORS = 6
/** A close takes effect after eight seconds. */
const REST_MS = 9000
/** An operator to whom nobody is shown for so long is shown nobody any more. */
const LONGEST_IDLE_MS = 90_000
/** Changes of settings in a run. */
const CHANGES = 5

/** Customers who write and operators who answer, as fast as the run lets them. */
export class Traffic {
  readonly written: Written[] = []
  readonly accepted: Accepted[] = []
  /** The part of everything that may have happened by now: it keeps pace with the kills. */
  share = 0
  /** Settings that are changed meanwhile: each change has to be in the journal. */
  administered = { teamId: '', from: 0 }
  readonly #world: World
  readonly #plan: FaultPlan
  readonly #random: Random
  readonly #conversations = new Map<string, string>()
  readonly #counts = { in: new Map<string, number>(), out: new Map<string, number>() }
  readonly #busy = new Set<string>()
  readonly #resting = new Map<string, number>()
  #begun = 0
  #isEnded = false
  #onAccepted: (() => void)[] = []

  constructor(world: World, plan: FaultPlan, random: Random) {
    this.#world = world
    this.#plan = plan
    this.#random = random
    for (const replica of world.replicas) replica.onMessage = (message) => this.#notice(message)
  }

  /** Resolves when everything is written and every reply is accepted. */
  async run(): Promise<void> {
    const operators = Array.from({ length: OPERATORS }, () => this.#answer())
    await Promise.all([this.#write(), this.#administer(), ...operators])
  }

  /** Whoever still waits for something gives up. */
  end(): void {
    this.#isEnded = true
  }

  /** Resolves when so much may have happened. */
  async reaches(share: number): Promise<void> {
    while (this.share < share) {
      if (this.#isEnded) throw new Error('the run is over')
      await sleep(20)
    }
  }

  /** The next time the server says yes to a reply: a good moment to die. */
  nextAccepted(): Promise<void> {
    return new Promise((resolve) => this.#onAccepted.push(resolve))
  }

  async #write(): Promise<void> {
    const { companies } = this.#world
    while (this.written.length < this.#plan.inbound) {
      const due = Math.floor(this.#plan.inbound * this.share) - this.written.length
      const size = Math.min(due, this.#random.between(1, 6))
      if (size > 0) await this.#writeTo(this.#random.pick(companies), size)
      await sleep(this.#random.between(2, 25))
    }
  }

  async #administer(): Promise<void> {
    const { client } = this.#world
    const readTeam = async () => (await client.insist<[Team]>('GET', '/api/v1/teams'))[0]
    let team = await readTeam()
    this.administered = { teamId: team.id, from: team.version }
    for (let change = 1; change <= CHANGES; change++) {
      await this.reaches(change / (CHANGES + 1))
      const name = `Все ${change}`
      const { version } = team
      // Heard or not, it is done once: the second time its version is one of before.
      await client.insist('PATCH', `/api/v1/teams/${team.id}`, { version, name }).catch(onConflict)
      team = await readTeam()
    }
  }

  async #writeTo(company: Company, size: number): Promise<void> {
    const marks = Array.from({ length: size }, () =>
      this.#next(
        'in',
        this.#random.pick(company.people.filter((person) => !this.#isResting(person))),
      ),
    )
    const texts = marks.map((mark) => ({ person: mark.person, text: writeMark(mark) }))
    const ids = await company.write(texts)
    this.written.push(...marks.map((mark, k) => ({ ...mark, messageId: ids[k] ?? '' })))
  }

  async #answer(): Promise<void> {
    for (let since = performance.now(); this.#begun < this.#plan.replies; ) {
      const person = this.#chooseIdle()
      if (person === undefined || this.#begun >= this.#plan.replies * this.share) {
        if (this.#isEnded) throw new Error('the run is over')
        if (this.share < 1) since = performance.now()
        if (performance.now() > since + LONGEST_IDLE_MS) {
          // Whoever was left has been closed, and nobody writes any more.
          if (this.written.length >= this.#plan.inbound) return
          throw new Error('nobody can be answered')
        }
        await sleep(10)
        continue
      }
      since = performance.now()
      this.#begun++
      this.#busy.add(person)
      const id = this.#conversations.get(person)!
      if (await this.#reply(person, id)) {
        if (this.#random.chance(this.#plan.closes)) await this.#close(person, id)
      }
      this.#busy.delete(person)
    }
  }

  /** One `clientId` for all tries: what was accepted unheard must not be said again. */
  async #reply(person: string, conversationId: string): Promise<boolean> {
    const mark = this.#next('out', person)
    const path = `/api/v1/conversations/${conversationId}/messages`
    const clientId = `reply-${person}-${mark.count}`
    const body = { clientId, kind: 'message', text: writeMark(mark) }
    const said = await this.#world.client.insist<Message>('POST', path, body).catch(onConflict)
    this.#tell('reply', said ? 'ok' : 'fail', writeMark(mark))
    if (!said) {
      // It was closed meanwhile: what the customer says next opens another.
      this.#conversations.delete(person)
      return false
    }
    this.accepted.push({ ...mark, id: said.id, conversationId })
    for (const tell of this.#onAccepted.splice(0)) tell()
    return true
  }

  /** It takes effect after a while of silence, which the customer has to keep. */
  async #close(person: string, conversationId: string): Promise<void> {
    this.#resting.set(person, performance.now() + REST_MS)
    const path = `/api/v1/conversations/${conversationId}/closure`
    await this.#world.client.insist('POST', path).catch(onConflict)
    this.#tell('close', 'ok', conversationId)
    this.#resting.set(person, performance.now() + REST_MS)
  }

  #isResting(person: string): boolean {
    return (this.#resting.get(person) ?? 0) > performance.now()
  }

  #tell(f: string, type: Line['type'], value: unknown): void {
    this.#world.history.write({ proc: 'operators', f, type, value })
  }

  #chooseIdle(): string | undefined {
    const idle = [...this.#conversations.keys()].filter(
      (person) => !this.#busy.has(person) && !this.#isResting(person),
    )
    return idle.length > 0 ? this.#random.pick(idle) : undefined
  }

  #next(direction: Mark['direction'], person: string): Mark {
    const count = (this.#counts[direction].get(person) ?? 0) + 1
    this.#counts[direction].set(person, count)
    return { direction, person, count }
  }

  #notice({ author, text, conversationId }: Message): void {
    const mark = author.type === 'contact' ? readMark(text) : undefined
    if (mark) this.#conversations.set(mark.person, conversationId)
  }
}

/** The world has gone on: that is an answer too. */
function onConflict(error: unknown): undefined {
  if (!(error instanceof RefusedError) || error.status !== 409) throw error
}
