import type { CloseReason } from '@otklik/protocol'

import type { Moment, OpeningHours } from '../rules/index.ts'
import type { Entry, Life } from './life.ts'
import {
  BROKEN,
  bucketOf,
  closeKinds,
  failureKinds,
  KEPT,
  type Measure,
  measures,
  NEW,
  RETURNING,
  stages,
  TAKEN_BACK,
} from './measures.ts'
import { openSeconds } from './open-seconds.ts'

/** One case: when it happened, whose it is, which kind of its measure, and how much. */
export interface Case {
  measure: Measure
  bucket: number
  at: Moment
  amount: number
  operatorId?: string | undefined
  teamId?: string | undefined
  botId?: string | undefined
}

type Line = Extract<Entry, { type: 'line' }>

/** Who has it: people before anybody said so, as long as no bot took it. */
type Holder =
  | { status: 'begun' | 'queued'; since: Moment }
  | { status: 'bot' }
  | { status: 'assigned'; operatorId?: string; since: Moment; asideMs: number; asideSince?: Moment }
  | { status: 'closed' }

/** The customer's words in a row that wait for ours. */
interface Burst {
  first: Moment
  last: Moment
}

const promised = { first: 'slaFirst', next: 'slaNext', resolution: 'slaResolution' } as const

/** What came before anybody had it. */
const beginnings = ['continued', 'continues-from', 'bot-took', 'began']

/**
 * Everything that is counted of one conversation (docs/reports.md says how). It is read from its
 * transcript alone, so that counting again gives the same, whenever that is.
 */
export function countLife(life: Life, hours: OpeningHours): Case[] {
  // It was over before we knew of it: nothing of it happened here.
  if (life.reason === 'imported') return []
  const isEnded = life.entries.some((entry) => entry.type === 'line' && entry.code === 'closed')
  // Words of somebody we have blocked are kept, and are no conversation.
  if (life.reason && !isEnded) return []
  const counting = new Counting(life, hours)
  for (const entry of life.entries) counting.read(entry)
  return counting.end()
}

class Counting {
  readonly #life: Life
  readonly #hours: OpeningHours
  readonly #cases: Case[] = []
  #holder: Holder
  #teamId: string | undefined
  #botId: string | undefined
  #burst: Burst | undefined
  /** What «Отвечать не нужно» has put aside. */
  #waived: { burst: Burst | undefined; firstFrom: Moment | undefined } | undefined
  /** Nobody of ours has answered in this stretch, and since when the customer waits in it. */
  #isFirstAwaited = true
  #firstFrom: Moment | undefined
  #offeredAt: Moment | undefined
  #isWaiting = false
  #wasQueued = false
  #wasGiven = false
  #isAnswered = false
  #incoming = 0
  #before: Entry | undefined
  #reason: CloseReason | undefined

  constructor(life: Life, hours: OpeningHours) {
    this.#life = life
    this.#hours = hours
    this.#holder = { status: 'begun', since: life.openedAt }
  }

  read(entry: Entry): void {
    if (entry.type === 'line') this.#line(entry)
    else if (entry.type === 'contact') this.#heard(entry.at)
    else this.#said(entry)
    this.#before = entry
  }

  end(): Case[] {
    const { openedAt, isReturning, rating } = this.#life
    if (this.#holder.status === 'begun') this.#wasQueued = true
    this.#count('opened', openedAt, { bucket: isReturning ? RETURNING : NEW })
    if (!this.#hours.isOpen(openedAt)) this.#count('outOfHours', openedAt)
    const came = [true, this.#wasQueued, this.#wasGiven, this.#isAnswered, !!this.#reason]
    for (const [index] of stages.entries()) {
      if (came[index]) this.#count('funnel', openedAt, { bucket: index + 1 })
    }
    if (rating) this.#rated(rating)
    for (const { kind, at, isBroken, operatorId, teamId } of this.#life.promises ?? []) {
      this.#count(promised[kind], at, { bucket: isBroken ? BROKEN : KEPT, operatorId, teamId })
    }
    return this.#cases
  }

  #heard(at: Moment): void {
    const { status } = this.#holder
    if (status === 'closed') return
    this.#incoming++
    this.#count('incoming', at)
    this.#isWaiting = true
    if (status === 'bot') return
    if (status === 'begun') this.#toPeople()
    this.#burst = { first: this.#burst?.first ?? at, last: at }
    if (this.#isFirstAwaited) this.#firstFrom ??= at
    this.#waived = undefined
  }

  #said({ type, at, authorId, failure }: Exclude<Entry, Line | { type: 'contact' }>): void {
    const whose = type === 'operator' ? { operatorId: authorId } : { operatorId: undefined }
    if (failure) {
      this.#count('undelivered', at, { bucket: failureKinds.indexOf(failure) + 1, ...whose })
    }
    if (type !== 'automatic') this.#isWaiting = false
    if (type !== 'operator') return
    this.#count('outgoing', at, whose)
    this.#isAnswered = true
    if (this.#burst) {
      this.#took('responseFirst', this.#burst.first, at, whose)
      this.#took('responseLast', this.#burst.last, at, whose)
    }
    if (this.#isFirstAwaited && this.#firstFrom !== undefined) {
      this.#took('firstResponse', this.#firstFrom, at, whose)
      this.#isFirstAwaited = false
    }
    this.#burst = undefined
    this.#firstFrom = undefined
    this.#waived = undefined
  }

  #line(line: Line): void {
    if (this.#holder.status === 'begun' && !beginnings.includes(line.code)) this.#toPeople()
    this.#lines[line.code]?.(line)
  }

  /** What each line means; the others mean nothing to what is counted. */
  readonly #lines: Record<string, (line: Line) => void> = {
    'bot-took': ({ parameters }) => this.#toBot(parameters.botId),
    'given-to-bot': (line) => {
      this.#passedOn(line)
      this.#endStretch(line.at)
      this.#toBot(line.parameters.botId)
    },
    'bot-handed-over': ({ at }) => this.#handedOver(at),
    'bot-unavailable': ({ at }) => {
      this.#count('backup', at)
      if (this.#holder.status === 'bot') this.#handedOver(at)
    },
    'moved-to-backup': ({ at }) => this.#count('backup', at),
    offered: ({ at }) => this.#offered(at),
    'offered-to-all': ({ at }) => this.#offered(at),
    accepted: (line) => this.#taken(line),
    taken: (line) => this.#taken(line),
    assigned: (line) => this.#taken(line),
    began: (line) => this.#began(line),
    transferred: (line) => {
      this.#passedOn(line)
      this.#requeued(line.at)
    },
    'transfer-undone': (line) => {
      this.#takenBack()
      if (line.parameters.operatorId) this.#taken(line)
      else this.#requeued(line.at)
    },
    returned: ({ at }) => this.#requeued(at),
    'assignee-away': ({ at }) => this.#requeued(at),
    'assignee-gone': ({ at }) => this.#requeued(at),
    'not-answered': ({ at }) => this.#requeued(at),
    held: ({ at }) => this.#aside(at),
    snoozed: ({ at }) => this.#aside(at),
    resumed: ({ at }) => this.#resumed(at),
    'snooze-over': ({ at }) => this.#resumed(at),
    'answer-waived': () => this.#waive(),
    'answer-owed': () => this.#oweAgain(),
    'window-closed': ({ at }) => this.#count('windowExpired', at),
    closed: ({ at }) => this.#closed(at),
  }

  #offered(at: Moment): void {
    this.#offeredAt = at
  }

  #aside(at: Moment): void {
    if (this.#holder.status === 'assigned') this.#holder.asideSince ??= at
  }

  #waive(): void {
    this.#waived = { burst: this.#burst, firstFrom: this.#firstFrom }
    this.#burst = undefined
    this.#firstFrom = undefined
  }

  #oweAgain(): void {
    this.#burst = this.#waived?.burst ?? this.#burst
    this.#firstFrom = this.#waived?.firstFrom ?? this.#firstFrom
  }

  #toPeople(): void {
    this.#wasQueued = true
    if (this.#holder.status === 'begun') {
      this.#holder = { status: 'queued', since: this.#life.openedAt }
    }
  }

  #toBot(botId: string | undefined): void {
    this.#botId = botId ?? this.#life.botId
    this.#holder = { status: 'bot' }
    this.#burst = undefined
    this.#firstFrom = undefined
  }

  /** The bot's customer is people's from here on: what is counted of people starts here. */
  #handedOver(at: Moment): void {
    this.#wasQueued = true
    this.#holder = { status: 'queued', since: at }
    // Somebody answered past it, in the platform's own application: nobody waits.
    const isAnswered = this.#before?.type === 'operator'
    this.#restart(isAnswered ? undefined : at)
    this.#burst = isAnswered ? undefined : { first: at, last: at }
  }

  #taken({ code, at, parameters }: Line): void {
    const holder = this.#holder
    const operatorId = parameters.operatorId ?? this.#life.operatorId
    this.#teamId = parameters.teamId
    const whose = { operatorId }
    if (holder.status === 'queued') this.#took('wait', holder.since, at, whose)
    else if (holder.status === 'assigned') {
      this.#endStretch(at)
      this.#restart(this.#burst && at)
    } else if (holder.status === 'bot') {
      this.#restart(this.#isWaiting ? at : undefined)
      this.#burst = this.#isWaiting ? { first: at, last: at } : undefined
    }
    if (code === 'accepted' && this.#offeredAt !== undefined) {
      this.#took('accept', this.#offeredAt, at, whose)
    }
    this.#assign(operatorId, at)
  }

  #assign(operatorId: string | undefined, at: Moment): void {
    this.#offeredAt = undefined
    this.#wasQueued = true
    this.#wasGiven = true
    this.#holder = { status: 'assigned', since: at, asideMs: 0, ...(operatorId && { operatorId }) }
  }

  #began({ at, parameters }: Line): void {
    if (parameters.operatorId) this.#assign(parameters.operatorId, at)
    else this.#toBot(this.#life.botId)
  }

  /** Back in a queue, or on in another: who takes it begins a stretch of their own. */
  #requeued(at: Moment): void {
    const { status } = this.#holder
    if (status === 'closed') return
    if (status === 'bot') {
      this.#handedOver(at)
      return
    }
    if (status === 'assigned') {
      this.#endStretch(at)
      this.#holder = { status: 'queued', since: at }
    }
    this.#offeredAt = undefined
    this.#restart(this.#burst && at)
  }

  #restart(from: Moment | undefined): void {
    this.#isFirstAwaited = true
    this.#firstFrom = from
  }

  #passedOn({ at, parameters }: Line): void {
    const holder = this.#holder
    const holding = holder.status === 'assigned' ? holder.operatorId : undefined
    this.#count('transfers', at, { operatorId: parameters.operatorId ?? holding })
  }

  /** The last one did not happen after all. */
  #takenBack(): void {
    const last = this.#cases.findLastIndex(({ measure }) => measure === measures.transfers)
    if (last >= 0) this.#cases.splice(last, 1)
  }

  #resumed(at: Moment): void {
    const holder = this.#holder
    if (holder.status !== 'assigned' || holder.asideSince === undefined) return
    holder.asideMs += Math.max(0, at - holder.asideSince)
    delete holder.asideSince
  }

  /** Whoever had it has it no more. */
  #endStretch(at: Moment): void {
    this.#resumed(at)
    const holder = this.#holder
    if (holder.status !== 'assigned') return
    const seconds = secondsOf(at - holder.since - holder.asideMs)
    const whose = { operatorId: holder.operatorId }
    this.#count('handle', at, { bucket: bucketOf(seconds), amount: seconds, ...whose })
  }

  #closed(at: Moment): void {
    const reason = this.#life.reason ?? 'operator'
    const { status } = this.#holder
    if (status === 'closed') return
    this.#endStretch(at)
    this.#reason = reason
    this.#count('closed', at, { bucket: closeKinds.indexOf(kindOf(reason)) + 1 })
    const isTalk = reason === 'operator' || reason === 'bot' || reason === 'timeout'
    if (isTalk) this.#took('resolution', this.#life.openedAt, at, this.#whose())
    const isContained =
      status === 'bot' && !this.#wasGiven && !this.#isAnswered && reason !== 'operator'
    if (this.#botId && isTalk) {
      this.#count('botHeld', at)
      if (isContained) this.#count('botContained', at)
    }
    const isMissed = reason === 'operator' || (reason === 'timeout' && !isContained)
    if (isMissed && !this.#isAnswered && this.#incoming > 0) this.#count('missed', at)
    this.#holder = { status: 'closed' }
  }

  #rated(rating: NonNullable<Life['rating']>): void {
    const { operatorId, teamId, botId } = rating
    const whose = { operatorId, teamId, botId }
    this.#count('ratingAsked', rating.askedAt, whose)
    if (rating.ratedAt === undefined || rating.score === undefined) return
    const bucket = rating.isTakenBack ? TAKEN_BACK : rating.score
    const amount = rating.isTakenBack ? 0 : rating.score
    this.#count('rated', rating.ratedAt, { bucket, amount, ...whose })
  }

  /** A duration within working hours. */
  #took(name: keyof typeof measures, from: Moment, to: Moment, whose: Partial<Case>): void {
    const seconds = openSeconds(this.#hours, from, to)
    this.#count(name, to, { bucket: bucketOf(seconds), amount: seconds, ...whose })
  }

  /** Of nobody in particular, it is whose the conversation is. */
  #count(name: keyof typeof measures, at: Moment, more: Partial<Case> = {}): void {
    const measure = measures[name]
    this.#cases.push({ bucket: 0, amount: 0, ...this.#whose(), ...more, measure, at })
  }

  #whose() {
    const { operatorId, teamId, botId } = this.#life
    return { operatorId, teamId: this.#teamId ?? teamId, botId: this.#botId ?? botId }
  }
}

const secondsOf = (ms: number): number => Math.max(0, Math.round(ms / 1000))

/** Whoever was shut out, and what was erased, are no reasons of a talk. */
function kindOf(reason: CloseReason): (typeof closeKinds)[number] {
  return (closeKinds as readonly string[]).includes(reason)
    ? (reason as (typeof closeKinds)[number])
    : 'other'
}
