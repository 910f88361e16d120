import type { Chance } from './chance.ts'
import type { Colleague, Happened, Thread, World } from './world.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** People who come in shifts, answer what they hold, and close what is done. */
export class Staff {
  readonly #world: World
  readonly #chance: Chance

  constructor(world: World, chance: Chance) {
    this.#world = world
    this.#chance = chance
    world.watchers.push((happened) => this.#react(happened))
  }

  /** A day of two shifts; in the middle of each comes a break. */
  planDay(midnight: number): void {
    const { colleagues } = this.#world
    for (const [k, colleague] of [...colleagues.values()].entries()) {
      if (this.#chance.isTrue(0.12)) continue
      const from = midnight + (k % 2 === 0 ? 6 : 11) * HOUR_MS + this.#chance.int(0, 1_200_000)
      const pause = from + 4 * HOUR_MS
      const state = (at: number, facts: Partial<Colleague>) =>
        this.#world.at(at, () => this.#world.setState(colleague, facts))
      state(from, { isPresent: true, status: 'online' })
      state(pause, { status: 'break' })
      state(pause + 20 * MINUTE_MS, { status: 'online' })
      state(from + 8 * HOUR_MS + this.#chance.int(0, 600_000), { isPresent: false })
    }
  }

  #react({ thread, trigger, result }: Happened): void {
    const holding = result.conversation?.holding
    if (trigger.type === 'offered' && holding?.status === 'offered') {
      for (const { id } of holding.to) this.#consider(thread, id)
    }
    const isOwed = ['contact-wrote', 'assigned', 'taken', 'resumed'].includes(trigger.type)
    if (isOwed && holding?.status === 'assigned') this.#answerLater(thread)
    if (trigger.type === 'operator-wrote' && !result.refusal) this.#goOn(thread)
  }

  #consider(thread: Thread, operatorId: string): void {
    const colleague = this.#world.colleagues.get(operatorId)!
    const decides = this.#chance.next()
    this.#later(5000, thread, () => {
      if (thread.kept?.conversation.holding.status !== 'offered' || !colleague.isPresent) return
      if (decides < 0.88) this.#world.take(thread, colleague)
      else if (decides < 0.94) {
        const operator = { id: operatorId, name: colleague.name }
        this.#world.tell(thread, { type: 'declined', operator, lineId: this.#world.newId() })
      }
    })
  }

  #answerLater(thread: Thread): void {
    this.#later(40_000, thread, () => {
      const owner = this.#ownerOf(thread)
      if (thread.kept?.conversation.owes !== 'us' || !owner) return
      // Whoever went home answers in the morning.
      if (!owner.isPresent)
        return this.#later(30 * MINUTE_MS, thread, () => this.#answerLater(thread))
      const message = this.#world.draft(thread, 'ответ', { id: owner.id, name: owner.name })
      this.#world.tell(thread, {
        type: 'operator-wrote',
        operator: message.author as Owner,
        message,
      })
    })
  }

  /** The customer asks on, or it is held, passed on, closed, or left to silence. */
  #goOn(thread: Thread): void {
    const fate = this.#chance.next()
    if (fate < 0.62) this.#later(90_000, thread, () => writes(this.#world, thread))
    else if (fate < 0.94) this.#later(60_000, thread, () => this.#close(thread, fate < 0.64))
    else if (fate < 0.955) this.#later(30_000, thread, () => this.#putAside(thread))
    else if (fate < 0.975) this.#later(30_000, thread, () => this.#passOn(thread))
  }

  #close(thread: Thread, isSpam: boolean): void {
    const operator = this.#ownerOf(thread)
    if (!operator || thread.kept?.conversation.owes !== 'customer') return
    const { id, name } = operator
    this.#world.tell(thread, {
      type: 'close-asked',
      operator: { id, name },
      mayCloseOthers: false,
      reason: isSpam ? 'spam' : 'operator',
    })
  }

  #putAside(thread: Thread): void {
    const operator = this.#ownerOf(thread)
    if (!operator) return
    const { id, name } = operator
    const until = this.#world.now + 3 * HOUR_MS
    this.#world.tell(thread, {
      type: 'snoozed',
      operator: { id, name },
      until,
      mayActForOthers: false,
      lineId: this.#world.newId(),
    })
  }

  #passOn(thread: Thread): void {
    const owner = this.#ownerOf(thread)
    if (!owner) return
    const team = this.#chance.pick([...this.#world.teams.values()])
    const colleague = this.#chance.pick([...this.#world.colleagues.values()])
    const to = this.#chance.isTrue(0.6)
      ? { kind: 'team' as const, id: team.id, name: team.name }
      : { kind: 'operator' as const, id: colleague.id, name: colleague.name }
    this.#world.tell(thread, {
      type: 'transferred',
      by: { id: owner.id, name: owner.name },
      to,
      mayGiveOthers: false,
      lineId: this.#world.newId(),
    })
  }

  #ownerOf(thread: Thread): Colleague | undefined {
    const holding = thread.kept?.conversation.holding
    if (holding?.status !== 'assigned') return undefined
    return this.#world.colleagues.get(holding.operatorId)
  }

  /** Only if it is still the same conversation then. */
  #later(meanMs: number, thread: Thread, act: () => void): void {
    const id = thread.kept?.conversation.id
    this.#world.at(this.#world.now + 1000 + this.#chance.wait(meanMs), () => {
      if (thread.kept?.conversation.id === id) act()
    })
  }
}

interface Owner {
  id: string
  name: string
}

export function writes(world: World, thread: Thread): void {
  world.tell(thread, { type: 'contact-wrote', message: world.draft(thread, 'слово') })
}
