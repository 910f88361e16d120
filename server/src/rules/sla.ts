import type { Context, Step } from './context.ts'
import {
  type Closed,
  type Conversation,
  type Holding,
  holderOf,
  isAside,
  type Moment,
  teamOf,
} from './conversation.ts'
import type { Effect } from './effect.ts'
import {
  atEnd,
  begunClock,
  resumed,
  type Sla,
  type SlaClock,
  type SlaKind,
  stopped,
} from './sla-clock.ts'
import type { Trigger } from './trigger.ts'
import type { Turn } from './turn.ts'

/** Nobody promises anything about these. */
const isUnwanted = ({ reason }: Closed) =>
  ['spam', 'barred', 'erased', 'merged', 'imported'].includes(reason)

/** Eight seconds in which a close can be undone change nothing. */
const settled = (holding: Holding): Exclude<Holding, { status: 'closing' }> =>
  holding.status === 'closing' ? settled(holding.before) : holding

const isWithPeople = (holding: Holding) => {
  const { status } = settled(holding)
  return status === 'queued' || status === 'offered' || status === 'assigned'
}

/**
 * Starts, stops and ends the promises of a conversation after a step of any kind: what they follow
 * from is who holds it and who owes the next word, whatever the trigger was. Settings of then count:
 * an edit changes no promise that was made before it.
 */
export function clocked(
  before: Conversation | undefined,
  decided: Step,
  trigger: Trigger,
  context: Context,
): Step {
  const { conversation: after, refusal } = decided
  // Each deadline has a time of its own: what passed is kept up with there.
  if (!after || refusal || after === before || trigger.type === 'time-passed') return decided
  const own = before?.id === after.id ? before : undefined
  const isHandedOver = trigger.type === 'transferred'
  const kept = keepUp(own, after, { at: context.now, isHandedOver, context })
  if (kept.conversation === after) return decided
  return { conversation: kept.conversation, effects: [...decided.effects, ...kept.effects] }
}

/** The same after a deadline has passed, as of then. */
export function clockedThen(turn: Turn, before: Conversation, at: Moment): void {
  const { conversation, context } = turn
  const kept = keepUp(before, conversation, { at, isHandedOver: false, context })
  turn.conversation = kept.conversation
  turn.effects.push(...kept.effects)
}

interface Circumstances {
  at: Moment
  isHandedOver: boolean
  context: Context
}

function keepUp(
  before: Conversation | undefined,
  after: Conversation,
  circumstances: Circumstances,
): { conversation: Conversation; effects: Effect[] } {
  // Most companies and most words: nothing runs, and nothing begins.
  if (!after.sla && after.owes !== 'us') return { conversation: after, effects: [] }
  const change = new Change(before, after, circumstances)
  change.wait()
  change.resolution()
  const { sla, effects } = change
  if (sla === after.sla) return { conversation: after, effects }
  const { sla: _, ...rest } = after
  const isEmpty = Object.keys(sla ?? {}).length === 0
  return { conversation: isEmpty ? rest : { ...rest, sla: sla! }, effects }
}

/** One step's difference, as the promises see it. */
class Change {
  sla: Sla | undefined
  readonly effects: Effect[] = []
  readonly #before: Conversation | undefined
  readonly #after: Conversation
  readonly #at: Moment
  readonly #context: Context
  readonly #holding: Exclude<Holding, { status: 'closing' }>
  readonly #isHandedOver: boolean

  constructor(
    before: Conversation | undefined,
    after: Conversation,
    { at, isHandedOver, context }: Circumstances,
  ) {
    this.#before = before
    this.#after = after
    this.#at = at
    this.#context = context
    this.#holding = settled(after.holding)
    this.sla = after.sla
    const wasWithBot = before !== undefined && settled(before.holding).status === 'bot'
    this.#isHandedOver = isWithPeople(after.holding) && (wasWithBot || isHandedOver)
  }

  /** Until the answer that is owed: the first of this stretch, or the next. */
  wait(): void {
    const { owes } = this.#after
    const clock = this.sla?.wait
    const isOwed = owes === 'us' && isWithPeople(this.#after.holding)
    if (clock && (!isOwed || this.#isHandedOver)) {
      this.#end(clock.kind, clock, owes === 'customer' && this.#holding.status !== 'bot')
      this.#change({ wait: undefined })
    }
    if (!isOwed) return
    if (this.sla?.wait) this.#keepPace('wait')
    else if (this.#beginsToWait) this.#begin()
  }

  /** Until it is closed, from when somebody of ours was first waited for. */
  resolution(): void {
    const clock = this.sla?.resolution
    if (!clock) return
    if (this.#holding.status !== 'closed') {
      this.#keepPace('resolution')
      return
    }
    this.#end('resolution', clock, !isUnwanted(this.#holding), this.#holding.at)
    this.#change({ resolution: undefined })
  }

  /** The customer's word, a hand-over, «Отвечать всё-таки нужно»: an old wait promises nothing new. */
  get #beginsToWait(): boolean {
    const { waitingSince } = this.#after
    return this.#isHandedOver || (this.#before?.waitingSince ?? -1) !== waitingSince
  }

  #begin(): void {
    const { settings, contact } = this.#context
    const teamId = teamOf(this.#holding)
    const { sla: targets } = settings.team(teamId ?? '') ?? settings.everyone
    const promised = (contact.isVip && targets.vip) || targets.usual
    const wasAnswered = this.#before?.isAnswered === true
    const isFirst = this.#isHandedOver || !wasAnswered
    const startedAt = this.#isHandedOver ? this.#at : (this.#after.waitingSince ?? this.#at)
    const clockOf = (targetS: number) => {
      const facts = { ...(teamId && { teamId }), ...(contact.isVip && { isVip: true as const }) }
      return begunClock({ startedAt, targetMs: targetS * 1000, ...facts }, settings.schedule)
    }
    const targetS = isFirst ? promised.firstS : promised.nextS
    if (targetS !== null) {
      this.#change({ wait: { ...clockOf(targetS), kind: isFirst ? 'first' : 'next' } })
    }
    if (promised.resolutionS !== null && !this.sla?.resolution && !wasAnswered) {
      this.#change({ resolution: clockOf(promised.resolutionS) })
    }
  }

  /** It stands still while the conversation is put aside or is a bot's. */
  #keepPace(which: 'wait' | 'resolution'): void {
    const clock = this.sla?.[which]
    if (!clock) return
    const { schedule } = this.#context.settings
    const holding = this.#holding
    const isStill = holding.status === 'bot' || (holding.status === 'assigned' && isAside(holding))
    const isRunning = clock.runsFrom !== undefined
    if (isStill !== isRunning) return
    const changed = isStill
      ? stopped(clock, this.#at, schedule)
      : resumed(clock, this.#at, schedule)
    this.#change({ [which]: changed })
  }

  #end(kind: SlaKind, clock: SlaClock, isKept: boolean, at = this.#at): void {
    const ended = atEnd(clock, at)
    const isBroken = ended.brokenAt !== undefined
    if (isBroken) this.#change({ broken: withKind(this.sla?.broken, kind) })
    // What was asked for no more, or passed on in time, was neither kept nor broken.
    if (!isKept && !isBroken) return
    this.effects.push(keep(kind, ended, this.#before ?? this.#after, at))
  }

  #change(changes: { [Key in keyof Sla]?: Sla[Key] | undefined }): void {
    const changed = { ...this.sla, ...changes }
    for (const key of Object.keys(changed) as (keyof Sla)[]) {
      if (changed[key] === undefined) delete changed[key]
    }
    this.sla = changed as Sla
  }
}

/** The next promise that comes due, if nothing happens. */
export function slaDue({ sla }: Conversation): Moment | undefined {
  let first: Moment | undefined
  for (const { dueAt, brokenAt } of [sla?.wait, sla?.resolution].filter((clock) => !!clock)) {
    if (dueAt !== undefined && brokenAt === undefined && dueAt < (first ?? Infinity)) first = dueAt
  }
  return first
}

/** A promise was not kept: it is written down, and whoever is in charge is told. */
export function broke(turn: Turn, at: Moment): void {
  for (const which of ['wait', 'resolution'] as const) {
    const { conversation } = turn
    const clock = conversation.sla?.[which]
    if (clock?.dueAt === undefined || clock.brokenAt !== undefined || clock.dueAt > at) continue
    const kind = 'kind' in clock ? (clock as { kind: SlaKind }).kind : 'resolution'
    const broken = { ...clock, brokenAt: at }
    const sla = { ...conversation.sla, [which]: broken }
    turn.change({ sla: { ...sla, broken: withKind(sla.broken, kind) } })
    const operatorId = holderOf(conversation)
    const seconds = String(Math.round(clock.targetMs / 1000))
    turn.line('sla-broken', { kind, seconds, ...(operatorId && { operatorId }) }, { at })
    turn.effects.push(keep(kind, broken, conversation))
  }
}

const keep = (
  kind: SlaKind,
  clock: SlaClock,
  conversation: Conversation,
  endedAt?: Moment,
): Effect => {
  const operatorId = holderOf(conversation)
  return {
    type: 'keep-sla',
    kind,
    clock,
    ...(operatorId && { operatorId }),
    ...(endedAt !== undefined && { endedAt }),
  }
}

const withKind = (known: readonly SlaKind[] = [], kind: SlaKind): readonly SlaKind[] =>
  known.includes(kind) ? known : [...known, kind]
