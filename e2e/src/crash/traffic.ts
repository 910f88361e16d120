import { setTimeout as sleep } from 'node:timers/promises'
import type { Message } from '@otklik/protocol'

import type { Random } from '../kit/index.ts'
import type { Company } from './company.ts'
import { type CrashPlan, type Mark, readMark, writeMark } from './plan.ts'
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

/** Customers who write and operators who answer, as fast as the run lets them. */
export class Traffic {
  readonly written: Written[] = []
  readonly accepted: Accepted[] = []
  /** The part of everything that may have happened by now: it keeps pace with the kills. */
  share = 0
  readonly #world: World
  readonly #plan: CrashPlan
  readonly #random: Random
  readonly #conversations = new Map<string, string>()
  readonly #counts = { in: new Map<string, number>(), out: new Map<string, number>() }
  readonly #busy = new Set<string>()
  #begun = 0
  #onAccepted: (() => void)[] = []

  constructor(world: World, plan: CrashPlan, random: Random) {
    this.#world = world
    this.#plan = plan
    this.#random = random
    for (const replica of world.replicas) replica.onMessage = (message) => this.#notice(message)
  }

  /** Resolves when everything is written and every reply is accepted. */
  async run(): Promise<void> {
    const operators = Array.from({ length: OPERATORS }, () => this.#answer())
    await Promise.all([this.#write(), ...operators])
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

  async #writeTo(company: Company, size: number): Promise<void> {
    const marks = Array.from({ length: size }, () =>
      this.#next('in', this.#random.pick(company.people)),
    )
    const texts = marks.map((mark) => ({ person: mark.person, text: writeMark(mark) }))
    const ids = await company.write(texts)
    this.written.push(...marks.map((mark, k) => ({ ...mark, messageId: ids[k] ?? '' })))
  }

  async #answer(): Promise<void> {
    while (this.#begun < this.#plan.replies) {
      const person = this.#chooseIdle()
      if (person === undefined || this.#begun >= this.#plan.replies * this.share) {
        await sleep(10)
        continue
      }
      this.#begun++
      this.#busy.add(person)
      await this.#reply(person, this.#conversations.get(person)!)
      this.#busy.delete(person)
    }
  }

  /** One `clientId` for all tries: what was accepted unheard must not be said again. */
  async #reply(person: string, conversationId: string): Promise<void> {
    const mark = this.#next('out', person)
    const path = `/api/v1/conversations/${conversationId}/messages`
    const { id } = await this.#world.client.insist<Message>('POST', path, {
      clientId: `reply-${person}-${mark.count}`,
      kind: 'message',
      text: writeMark(mark),
    })
    this.accepted.push({ ...mark, id, conversationId })
    for (const tell of this.#onAccepted.splice(0)) tell()
  }

  #chooseIdle(): string | undefined {
    const idle = [...this.#conversations.keys()].filter((person) => !this.#busy.has(person))
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
