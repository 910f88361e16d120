import type { Channels } from '../connections/index.ts'
import { type Database, isTransient } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Hints } from '../lib/hints.ts'
import type { RuleSettings } from '../settings/index.ts'
import { applyWrites } from './apply.ts'
import { Fold, type Told } from './fold.ts'
import { type Loaded, load } from './load.ts'
import type { Outcome, Request } from './request.ts'
import type { Member } from './writes.ts'

export interface Surroundings {
  database: Database
  channels: Channels
  ruleSettings: RuleSettings
  clock: Clock
  hints: Hints
}

/** The only writer of conversations: load → step → apply, in groups. */
export interface Advance {
  (accountId: string, request: Request): Promise<Outcome>
  /** Resolves when nothing is under way; nobody is patient any more. */
  finish(): Promise<void>
}

const GROUP_SIZE = 64
/** A second one is under way only when so many wait: two small ones cost twice, and wait for each other. */
const ENOUGH_FOR_ANOTHER = 16
/** Or when the first takes this long: whoever is held up must not hold up all the others. */
const LONG_MS = 50
const GROUPS_IN_FLIGHT = 2
/** Tried this often in company, then alone; this often in all, but for the patient. */
const TRIES_IN_COMPANY = 3
const TRIES = 12
/** What falls due later than this is found by whoever looks every second. */
const SOON_MS = 2000

interface Pending {
  request: Request
  key: string
  tries: number
  isAlone: boolean
  resolve(outcome: Outcome): void
  reject(error: unknown): void
}

/**
 * A group is what gathered while another was in flight; a lone call goes at once. Two groups never
 * hold the same key, so the order in which a conversation is told things is kept.
 */
export function createAdvance(around: Surroundings): Advance {
  const lines = new Map<string, Line>()
  const advance = (accountId: string, request: Request) => {
    let line = lines.get(accountId)
    if (!line) {
      line = new Line(accountId, around)
      lines.set(accountId, line)
    }
    return line.push(request)
  }
  return Object.assign(advance, {
    finish: async () => {
      await Promise.all([...lines.values()].map((line) => line.finish()))
    },
  })
}

/** What one account waits for. */
class Line {
  readonly #accountId: string
  readonly #around: Surroundings
  #waiting: Pending[] = []
  readonly #busy = new Set<string>()
  #inFlight = 0
  #lastBegan = 0
  #isEnding = false
  #whenIdle: (() => void)[] = []

  constructor(accountId: string, around: Surroundings) {
    this.#accountId = accountId
    this.#around = around
  }

  push(request: Request): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const key = keyOf(request)
      this.#waiting.push({ request, key, tries: 0, isAlone: false, resolve, reject })
      this.#pump()
    })
  }

  async finish(): Promise<void> {
    this.#isEnding = true
    if (this.#inFlight === 0 && this.#waiting.length === 0) return
    await new Promise<void>((resolve) => this.#whenIdle.push(resolve))
  }

  #pump(): void {
    while (this.#mayBegin()) {
      const group = this.#nextGroup()
      if (group.length === 0) break
      void this.#run(group)
    }
    if (this.#inFlight === 0 && this.#waiting.length === 0) {
      for (const wake of this.#whenIdle.splice(0)) wake()
    }
  }

  #mayBegin(): boolean {
    if (this.#inFlight === 0) return true
    const isLong = performance.now() - this.#lastBegan >= LONG_MS
    const isWanted = isLong || this.#waiting.length >= ENOUGH_FOR_ANOTHER
    return this.#inFlight < GROUPS_IN_FLIGHT && isWanted
  }

  #nextGroup(): Pending[] {
    const group: Pending[] = []
    const rest: Pending[] = []
    const passedBy = new Set<string>()
    for (const pending of this.#waiting) {
      const isFull = group.length === GROUP_SIZE || (group[0]?.isAlone ?? false)
      const mustWait = isFull || this.#busy.has(pending.key) || passedBy.has(pending.key)
      if (mustWait || (pending.isAlone && group.length > 0)) {
        passedBy.add(pending.key)
        rest.push(pending)
      } else group.push(pending)
    }
    this.#waiting = rest
    return group
  }

  async #run(group: Pending[]): Promise<void> {
    const keys = new Set(group.map((pending) => pending.key))
    for (const key of keys) this.#busy.add(key)
    this.#inFlight++
    this.#lastBegan = performance.now()
    const lookAgain = setTimeout(() => this.#pump(), LONG_MS)
    try {
      const stale = await this.#attempt(group)
      this.#again(stale)
    } catch (error) {
      await this.#afterFailure(group, error)
    } finally {
      clearTimeout(lookAgain)
      for (const key of keys) this.#busy.delete(key)
      this.#inFlight--
      this.#pump()
    }
  }

  /** A poison request hurts only itself; a database that is away hurts nobody for good. */
  async #afterFailure(group: Pending[], error: unknown): Promise<void> {
    const isPassing = isTransient(error)
    if (isPassing) await pause(Math.min(20 * 2 ** (group[0]?.tries ?? 0), 500))
    else if (group.length === 1) return group[0]?.reject(error)
    const mayWait = isPassing && !this.#isEnding
    const isSpent = ({ tries, request }: Pending) =>
      tries >= TRIES && !(mayWait && request.isPatient)
    const [spent, left] = split(group, isSpent)
    for (const pending of spent) pending.reject(error)
    this.#again(left, { isAlone: !isPassing })
  }

  #again(group: Pending[], { isAlone = false } = {}): void {
    for (const pending of group) {
      pending.tries++
      pending.isAlone = isAlone || pending.tries >= TRIES_IN_COMPANY
    }
    // Before whatever came after them, so that words keep their order. Where the patient have used up their
    // tries, all of their conversations goes behind the others: who waits for an answer gets one.
    const spent = group.filter(({ tries }) => tries >= TRIES)
    const slow = new Set(spent.map(({ key }) => key))
    const [behind, ahead] = split([...group, ...this.#waiting], ({ key }) => slow.has(key))
    this.#waiting = [...ahead, ...behind]
  }

  /** Returns those whose conversation changed while we thought. */
  async #attempt(group: Pending[]): Promise<Pending[]> {
    const { database, clock, hints, channels, ruleSettings } = this.#around
    const now = clock.now()
    const targets = group.map((pending) => pending.request.target)
    const loaded = await load(database, this.#accountId, targets)
    const account = await ruleSettings.get(this.#accountId, {
      version: loaded[0]?.settingsVersion,
    })
    const folds = new Map<string, { fold: Fold; told: { pending: Pending; told: Told }[] }>()
    for (const [k, pending] of group.entries()) {
      const state = loaded[k]
      if (!state?.channelId) {
        pending.resolve({ result: 'refused', refusal: { code: 'not-found' } })
        continue
      }
      const place = placeOf(state)
      let entry = folds.get(place)
      if (!entry) {
        const channel = await channels.get(this.#accountId, state.channelId, {
          version: state.channel?.version,
        })
        entry = { fold: new Fold(state, { now, channel, account }), told: [] }
        folds.set(place, entry)
      }
      entry.told.push({ pending, told: entry.fold.add(pending.request, state) })
    }
    const entries = [...folds.values()]
    const members = entries
      .map(({ fold }, k) => fold.toMember(k))
      .filter((member) => member !== undefined)
    const { stale, numbers } = await applyWrites(database, this.#accountId, members, now)
    const late: Pending[] = []
    for (const [k, { fold, told }] of entries.entries()) {
      for (const each of told) {
        if (stale.has(k)) late.push(each.pending)
        else each.pending.resolve(numbered(fold.outcomeOf(each.told), numbers))
      }
    }
    sendHints(hints, this.#accountId, { members, now })
    return late
  }
}

/** Tells whoever looks at rows that there are new ones. */
export function sendHints(
  hints: Hints,
  accountId: string,
  { members, now }: { members: Member[]; now: Date },
): void {
  if (members.some((member) => member.events.length > 0)) hints.send('feed', accountId)
  const hasParts = members.some(
    ({ parts, sendAgain, settled }) =>
      parts.length > 0 || sendAgain.length > 0 || settled.length > 0,
  )
  if (hasParts) hints.send('lanes', accountId)
  if (members.some((member) => member.tasks.length > 0)) hints.send('tasks', accountId)
  if (members.some((member) => member.turns.length > 0)) hints.send('bot-turns', accountId)
  if (members.some((member) => member.wakeUps.length > 0)) hints.send('wake-ups', accountId)
  const soon = now.getTime() + SOON_MS
  const isSoon = ({ conversation }: Member) =>
    conversation?.wakeAt && Date.parse(conversation.wakeAt) < soon
  if (members.some(isSoon)) hints.send('deadlines', accountId)
}

function keyOf({ target }: Request): string {
  return target.conversationId ?? `${target.channelId}:${target.thread ?? target.target}`
}

function placeOf(loaded: Loaded): string {
  return loaded.conversation?.id ?? `${loaded.channelId}:${loaded.thread}`
}

/** A new conversation gets its number where it is written. */
export function numbered(outcome: Outcome, numbers: Record<string, number>): Outcome {
  const conversation = outcome.result === 'done' ? outcome.conversation : undefined
  const number = conversation && numbers[conversation.id]
  if (!conversation || number === undefined || outcome.result !== 'done') return outcome
  return { ...outcome, conversation: { ...conversation, number } }
}

function split<T>(list: T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [list.filter(isFirst), list.filter((item) => !isFirst(item))]
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
