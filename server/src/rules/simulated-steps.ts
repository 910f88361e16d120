import type { SystemLine } from '@otklik/protocol'
import type { TimelineStep } from '@otklik/protocol/settings'

import { type Timed, unsentReplies } from './auto-replies.ts'
import { type Conversation, type Moment, type Queued, waitingOf } from './conversation.ts'
import type { Effect } from './effect.ts'
import type { MessageState } from './message.ts'
import { nameOf } from './receiving.ts'
import type { Plan, Simulated, SimulatedStep } from './simulation.ts'

type Code = TimelineStep['code']
type Facts = TimelineStep['facts']

interface Happened {
  before: Conversation | undefined
  after: Conversation | undefined
  effects: readonly Effect[]
  at: Moment
}

/** So many rounds of offers are told one by one, and so many offers of one round. */
const ROUNDS_TOLD = 2
const OFFERS_TOLD = 6
/** Every evening its operator goes home. */
const ABSENCES_TOLD = 1
const MOST_STEPS = 200

/** What is told of a line; of others nothing, because something else tells it. */
const codes: Partial<Record<SystemLine['code'], Code>> = {
  'waits-for-opening': 'waits-for-opening',
  released: 'opened',
  offered: 'offered',
  'offered-to-all': 'offered',
  'not-accepted': 'offer-expired',
  'not-answered': 'not-answered',
  'nobody-answered': 'nobody-answered',
  assigned: 'assigned',
  accepted: 'assigned',
  taken: 'assigned',
  'moved-to-backup': 'to-backup',
  'team-told': 'team-told',
  'supervisors-told': 'supervisors-told',
  'assignee-away': 'operator-away',
  'bot-took': 'bot-took',
  'bot-unavailable': 'bot-unavailable',
}

/** What is only more of the same once it has gone round. */
const repeating: ReadonlySet<Code> = new Set<Code>([
  'offered',
  'offer-expired',
  'not-answered',
  'assigned',
  'operator-away',
  'team-told',
])

/** Reads from what the rules returned what will be shown, and folds what repeats itself. */
export class Timeline {
  /** Supervisors know that it waits. */
  isTold = false
  readonly #plan: Plan
  readonly #steps: SimulatedStep[] = []
  #offers = 0
  #absences = 0
  #rounds = 0
  #fold: { from: Moment; until: Moment; times: number } | undefined
  #answeredAt: Moment | undefined
  /** As it was while automatic replies could be sent: an answer forgets when they began. */
  #unanswered: Conversation | undefined
  #foundNobodyIn: string | undefined

  constructor(plan: Plan) {
    this.#plan = plan
  }

  /** The same is repeated by now. */
  get isFolding(): boolean {
    return this.#fold !== undefined
  }

  read(happened: Happened): void {
    const { before, after, effects, at } = happened
    this.#rounds = after ? (waitingOf(after)?.rounds ?? this.#rounds) : 0
    const messages = effects.flatMap((effect) =>
      effect.type === 'add-message' ? [effect.message] : [],
    )
    // Opening a conversation writes its lines first; what it began with is told first.
    for (const { author } of messages) if (author.type === 'contact') this.#wrote(before, at)
    let isOver = false
    const sent = sentReplies(before, after)
    for (const message of messages) {
      const { system } = message.content
      if (system) this.#line(message, system)
      else if (message.author.type === 'operator') this.#answered(message)
      else if (message.author.type === 'system') this.#said(message, isOver ? undefined : sent)
      isOver ||= system?.code === 'closed'
    }
    this.#queued(happened)
    if (after?.autoReplies && !after.autoReplies.isOver) this.#unanswered = after
    if (after?.holding.status === 'closed') this.#closed(after.holding.at)
  }

  /** Working time, and nobody who could be asked is on the line. */
  foundNobody({ queue, isByHand, waitsForOpening }: Queued, at: Moment): void {
    const { members, operators } = this.#plan
    const ids = queue.kind === 'operator' ? [queue.id] : (members.get(queue.id) ?? [])
    const isThere = operators.some(
      ({ id, isPresent, status }) => ids.includes(id) && isPresent && status !== 'offline',
    )
    const key = `${queue.kind} ${queue.id}`
    if (isByHand || waitsForOpening || isThere || this.#foundNobodyIn === key) return
    this.#foundNobodyIn = key
    this.#add('nobody-there', at, { [queue.kind]: nameOf(queue, this.#plan) })
  }

  keptOpen(at: Moment): void {
    this.#add('kept-open', at, { hours: this.#hours() })
  }

  end(conversation: Conversation | undefined, at: Moment, isComplete: boolean): Simulated {
    if (conversation) this.#drop({ horizon: isComplete ? Infinity : at })
    this.#unfold(isComplete)
    const steps = this.#steps.sort((one, other) => one.at - other.at)
    if (conversation?.owes === 'us') {
      const last = steps.at(-1)?.at ?? at
      steps.push({ ...this.#step('still-waiting', last), isOpen: this.#isOpen(last) })
    }
    return {
      steps: steps.slice(0, MOST_STEPS),
      isComplete: isComplete && steps.length <= MOST_STEPS,
    }
  }

  #wrote(before: Conversation | undefined, at: Moment): void {
    this.#offers = 0
    this.#absences = 0
    const isFirst = !this.#steps.some(({ code }) => code === 'customer-wrote')
    const isNew = before === undefined && !isFirst
    if (!before) this.#foundNobodyIn = undefined
    const wasReplied = (before?.autoReplies?.done.length ?? 0) > 0
    this.#add('customer-wrote', at, {
      ...(!isFirst && { again: 1 }),
      ...(isNew && { newConversation: 1 }),
      ...(wasReplied && { noMoreReplies: 1 }),
    })
  }

  #line({ at }: MessageState, { code, parameters = {} }: SystemLine): void {
    if (code === 'closed') {
      if (parameters.reason === 'timeout') {
        const unanswered = parameters.unanswered ? { unanswered: 1 } : {}
        this.#add('closed-for-inactivity', at, { hours: this.#hours(), ...unanswered })
      } else this.#add('operator-closed', at, { name: parameters.name ?? '' })
      return
    }
    const told = codes[code]
    if (!told) return
    if (told === 'offered') this.#offers++
    if (told === 'operator-away') this.#absences++
    const isRepeated = this.#goesRound()
    const isSame = told === 'supervisors-told' && this.isTold
    if (isRepeated && (isSame || repeating.has(told))) this.#repeat(told, at)
    else this.#add(told, at, { ...parameters, ...this.#opening(told, at) })
    this.isTold ||= told === 'supervisors-told'
  }

  #goesRound(): boolean {
    return (
      this.#rounds >= ROUNDS_TOLD || this.#offers > OFFERS_TOLD || this.#absences > ABSENCES_TOLD
    )
  }

  #opening(code: Code, at: Moment): Facts {
    const opening = code === 'waits-for-opening' && this.#plan.settings.schedule.nextOpening(at)
    return opening ? { opensAt: new Date(opening).toISOString() } : {}
  }

  #answered({ at, author }: MessageState): void {
    this.#answeredAt ??= at
    this.#add('operator-answered', at, { name: author.name })
  }

  #said({ at, text }: MessageState, replies: string[] | undefined): void {
    if (!replies) {
      this.#add('closing-text', at, {}, text)
      return
    }
    const { rules } = this.#plan
    const id = replies.shift()
    const entry = [...rules.autoReplies, ...rules.offHoursReplies].find((each) => each.id === id)
    this.#add('auto-reply', at, { delayS: (entry?.delayMs ?? 0) / 1000 }, text)
  }

  /** It came into a queue, or is asked of nobody there any more. */
  #queued({ before, after, at }: Happened): void {
    if (after?.holding.status !== 'queued' || after.holding.waitsForOpening) return
    const { queue, isByHand } = after.holding
    const name = nameOf(queue, this.#plan)
    const was = before && queueOf(before)
    if (keyOf(was) !== keyOf(after.holding) && queue.by !== 'backup') {
      const code = queue.kind === 'team' ? 'queued-for-team' : 'queued-for-operator'
      if (queue.by === 'return' && this.#goesRound()) this.#repeat(code, at)
      else this.#add(code, at, { [queue.kind]: name })
    }
    if (isByHand && !was?.isByHand) this.#add('waits-by-hand', at, { [queue.kind]: name })
  }

  #closed(closedAt: Moment): void {
    this.#drop({ closedAt })
    this.#unanswered = undefined
    this.#answeredAt = undefined
    this.isTold = false
    this.#offers = 0
    this.#absences = 0
  }

  /** What it would have said, struck through at the time it would have. */
  #drop({ closedAt, horizon = Infinity }: { closedAt?: Moment; horizon?: Moment }): void {
    if (!this.#unanswered) return
    for (const reply of unsentReplies(this.#unanswered, this.#plan)) {
      const reason = this.#reasonOf(reply, closedAt)
      // Beyond the end of what is looked at it may well be sent.
      if (!reason || reply.at > horizon) continue
      const { entry, at } = reply
      const facts = { reason, delayS: entry.delayMs / 1000 }
      this.#steps.push({ ...this.#step('auto-reply-dropped', at, facts), text: entry.text })
    }
  }

  #reasonOf({ at, isInHours }: Timed, closedAt: Moment | undefined): string | undefined {
    if (this.#answeredAt !== undefined && this.#answeredAt <= at) return 'answered'
    if (closedAt !== undefined && closedAt <= at) return 'closed'
    return isInHours ? undefined : 'hours'
  }

  #repeat(code: Code, at: Moment): void {
    this.#fold ??= { from: at, until: at, times: 0 }
    this.#fold.until = at
    if (code === 'offered' || code === 'assigned') this.#fold.times++
  }

  #unfold(isOver: boolean): void {
    const fold = this.#fold
    this.#fold = undefined
    if (!fold) return
    const until = isOver ? { until: new Date(fold.until).toISOString() } : {}
    this.#steps.push(this.#step('and-so-on', fold.from, { times: fold.times, ...until }))
  }

  #add(code: Code, at: Moment, facts: Facts = {}, text?: string): void {
    this.#unfold(true)
    this.#steps.push({ ...this.#step(code, at, facts), ...(text !== undefined && { text }) })
  }

  #step(code: Code, at: Moment, facts: Facts = {}): SimulatedStep {
    return { at, code, facts, isOpen: this.#isOpen(at) }
  }

  #isOpen(at: Moment): boolean {
    return this.#plan.settings.schedule.isOpen(at)
  }

  #hours(): number {
    return Math.round((this.#plan.rules.inactivityMs ?? 0) / 3_600_000)
  }
}

/** Which entries this step sent, in their order. */
function sentReplies(before: Conversation | undefined, after: Conversation | undefined): string[] {
  const known = before?.autoReplies?.done ?? []
  return (after?.autoReplies?.done ?? []).slice(known.length)
}

/** The queue it waits in, or was given from and may come back to. */
function queueOf(conversation: Conversation): Queued | undefined {
  const { holding } = conversation
  const found = holding.status === 'assigned' ? holding.from : waitingOf(conversation)
  return found?.waitsForOpening ? undefined : found
}

const keyOf = (waiting: Queued | undefined): string =>
  waiting ? `${waiting.queue.kind} ${waiting.queue.id} ${waiting.queue.by}` : ''
