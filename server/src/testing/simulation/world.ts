import type { Moment } from '../../rules/conversation.ts'
import {
  type Assignment,
  type Context,
  type Conversation,
  holderOf,
  isAside,
  type MessageDraft,
  type OpeningHours,
  type Person,
  type Pool,
  type Queued,
  type RosterEntry,
  route,
  type Settings,
  type Step,
  step,
  type TeamRules,
  type Trigger,
  wakeAt,
} from '../../rules/index.ts'
import { Agenda } from './agenda.ts'
import type { Channel, Colleague, Kept, Setup, SimulatedBot, Thread } from './cast.ts'
import { isRoutable, loadedBy, waitsForOpening } from './holdings.ts'

export type { Channel, Colleague, Kept, Setup, SimulatedBot, Thread } from './cast.ts'

/** What is the same for every step is not made anew for each. */
const ableChannel = { isConnected: true, canEdit: true, canDelete: true }
const brokenChannel = { ...ableChannel, isConnected: false }
const noMessages: Context['messages'] = new Map()
const isLeaving = () => false

/** Everything there is to know of one step. */
export interface Happened {
  world: World
  thread: Thread
  trigger: Trigger
  before: Conversation | undefined
  result: Step
  context: Context
}

/**
 * One company without its shell: the rules, a clock, and what the shell does around them. A step is
 * kept, its wake-ups are drained, its deadline is told at its time, edits and openings are swept.
 */
export class World {
  now: Moment
  settings!: Settings
  schedule: OpeningHours
  readonly teams = new Map<string, TeamRules>()
  readonly members = new Map<string, string[]>()
  readonly colleagues = new Map<string, Colleague>()
  readonly channels: Channel[]
  readonly bot: SimulatedBot
  readonly threads: Thread[] = []
  readonly open = new Map<string, Kept>()
  /** Whatever routing looks at. */
  readonly waiting = new Map<string, Kept>()
  readonly loads = new Map<string, number>()
  steps = 0
  closed = 0
  hasWakeUps = false
  /** Edits that conversations have not been told of yet. */
  sweepsToCome = 0
  /** Told of every step. */
  readonly watchers: ((happened: Happened) => void)[] = []
  /** Told of every choice, before it is carried out. */
  readonly auditors: ((pool: Pool, chosen: Assignment[]) => void)[] = []
  readonly #agenda = new Agenda<() => void>()
  #ids = 0
  #openingAt: Moment | undefined

  constructor(setup: Setup) {
    this.now = setup.now
    this.schedule = setup.schedule
    this.channels = setup.channels
    this.bot = setup.bot
    for (const team of setup.teams) this.teams.set(team.id, team)
    for (const [id, members] of Object.entries(setup.members)) this.members.set(id, members)
    for (const colleague of setup.colleagues) this.colleagues.set(colleague.id, colleague)
    this.applySettings()
  }

  /** As the shell reads settings anew after an edit. */
  applySettings(): void {
    const { schedule } = this
    this.settings = {
      schedule,
      everyone: this.teams.get('everyone')!,
      team: (id) => this.teams.get(id),
      operator: (id) => this.colleagues.get(id),
      bot: (id) => (id === this.bot.id ? { ...this.bot } : undefined),
    }
    this.#awaitOpening()
  }

  newId(): string {
    return `01a20464-8cf1-75b1-9c98-${(++this.#ids).toString(16).padStart(12, '0')}`
  }

  addThread(channel: Channel): Thread {
    const thread: Thread = { id: `thread-${this.threads.length + 1}`, channel, isBlocking: false }
    this.threads.push(thread)
    return thread
  }

  contextOf(thread: Thread): Context {
    const { channel, kept, previous } = thread
    const context: Context = {
      now: this.now,
      newConversationId: kept ? '' : this.newId(),
      rules: channel.rules,
      settings: this.settings,
      contact: { name: thread.id, isBlocking: thread.isBlocking },
      channel: channel.isConnected ? ableChannel : brokenChannel,
      messages: noMessages,
      isLeaving,
    }
    if (previous && !kept) context.previous = previous
    return context
  }

  tell(thread: Thread, trigger: Trigger): Step {
    const before = thread.kept?.conversation
    const context = this.contextOf(thread)
    const result = step(before, trigger, context)
    this.steps++
    if (!result.refusal) this.#keep(thread, result, context)
    for (const watch of this.watchers) {
      watch({ world: this, thread, trigger, before, result, context })
    }
    return result
  }

  draft(thread: Thread, text: string, operator?: Person): MessageDraft {
    const author = operator
      ? { type: 'operator' as const, ...operator }
      : { type: 'contact' as const, name: thread.id }
    return { id: this.newId(), kind: 'message', author, text, content: {}, at: this.now }
  }

  /** «Взять в работу», which is somebody's turn too. */
  take(thread: Thread, colleague: Colleague, mayTakeOver = false): Step {
    const { id, name } = colleague
    const operator = { id, name }
    const result = this.tell(thread, {
      type: 'taken',
      operator,
      lineId: this.newId(),
      mayTakeOver,
    })
    if (!result.refusal) colleague.lastAssignedAt = this.now
    return result
  }

  /** Gives out what can be given out now. */
  drain(): void {
    for (let round = 0; this.hasWakeUps; round++) {
      if (round > 200) throw new Error('routing does not come to rest')
      this.hasWakeUps = false
      const pool = this.pool()
      if (pool.waiting.length === 0) continue
      const chosen = route(pool)
      for (const audit of this.auditors) audit(pool, chosen)
      for (const assignment of chosen) this.#carryOut(assignment)
    }
  }

  pool(): Pool {
    const isOpen = this.schedule.isOpen(this.now)
    const waiting: Pool['waiting'] = []
    for (const { conversation, thread } of this.waiting.values()) {
      const holding = conversation.holding as Queued
      if (holding.waitsForOpening && !isOpen) continue
      const { weight, mustSkills, niceSkills } = thread.channel
      const { id: conversationId, openedAt } = conversation
      waiting.push({ conversationId, openedAt, holding, weight, mustSkills, niceSkills })
    }
    const operators: RosterEntry[] = []
    for (const each of waiting.length > 0 ? this.colleagues.values() : []) {
      if (!each.isDisabled) operators.push(this.#entryOf(each))
    }
    return { now: this.now, isOpen, waiting, operators, teams: this.teams, members: this.members }
  }

  loadOf(operatorId: string): number {
    return this.loads.get(operatorId) ?? 0
  }

  at(moment: Moment, act: () => void): void {
    this.#agenda.add(moment, act)
  }

  get nextAt(): Moment | undefined {
    return this.#agenda.nextAt
  }

  /** Lets time pass: whatever is due happens at its time, one after the other. */
  passUntil(moment: Moment): void {
    for (let next = this.nextAt; next !== undefined && next <= moment; next = this.nextAt) {
      this.now = Math.max(this.now, next)
      this.#agenda.take()!()
      this.drain()
    }
    this.now = Math.max(this.now, moment)
  }

  /** The server was down: everything due meanwhile is late, and told in the order it was due. */
  jumpTo(moment: Moment): void {
    this.now = Math.max(this.now, moment)
    this.passUntil(this.now)
  }

  /** Says how a colleague is, and comes back when teams have waited long enough. */
  setState(colleague: Colleague, state: Partial<Pick<Colleague, 'status' | 'isPresent'>>): void {
    Object.assign(colleague, state)
    const isAway = !colleague.isPresent || colleague.status === 'offline'
    colleague.awaySince = isAway ? (colleague.awaySince ?? this.now) : undefined
    this.hasWakeUps = true
    if (isAway) this.#awaitAbsence(colleague)
  }

  /** Whoever's absence is over its time is told to the conversations, as the shell does. */
  noticeAbsences(): void {
    for (const { conversation, thread } of [...this.open.values()]) {
      const { holding } = conversation
      if (holding.status !== 'assigned' || isAside(holding) || !holding.teamId) continue
      const since = this.colleagues.get(holding.operatorId)?.awaySince
      const absence = this.teams.get(holding.teamId)?.absence
      if (since === undefined || !absence || absence.policy === 'keep') continue
      if (since + absence.afterS * 1000 > this.now) continue
      const { operatorId } = holding
      this.tell(thread, { type: 'assignee-away', operatorId, lineId: this.newId() })
    }
  }

  /** After an edit of settings: the open conversations it may concern are told. */
  sweep(isConcerned: (conversation: Conversation) => boolean = () => true): void {
    this.hasWakeUps = true
    for (const { conversation, thread } of [...this.open.values()]) {
      if (!isConcerned(conversation)) continue
      this.tell(thread, { type: 'reconsidered', lineId: this.newId() })
    }
  }

  sweepLater(moment: Moment): void {
    this.sweepsToCome++
    this.at(moment, () => {
      this.sweepsToCome--
      this.sweep()
    })
  }

  /** Everything is read back from storage. */
  reload(): void {
    for (const kept of this.open.values()) {
      kept.conversation = JSON.parse(JSON.stringify(kept.conversation))
    }
  }

  #entryOf({ id, name, status, isPresent, capacity, skills, lastAssignedAt }: Colleague) {
    const entry: RosterEntry = { id, name, status, isPresent, capacity, skills, load: 0 }
    entry.load = this.loadOf(id)
    if (lastAssignedAt !== undefined) entry.lastAssignedAt = lastAssignedAt
    return entry
  }

  #keep(thread: Thread, { conversation, effects }: Step, context: Context): void {
    for (const effect of effects) {
      if (effect.type === 'wake-routing') this.hasWakeUps = true
      else if (effect.type === 'block-address') thread.isBlocking = true
      else if (effect.type === 'unblock-address') thread.isBlocking = false
    }
    const old = thread.kept
    if (!conversation || conversation.holding.status === 'closed') {
      if (conversation && old) this.#end(thread, conversation)
      return
    }
    if (old) this.#count(old.conversation, thread, -1)
    const kept = old ?? { conversation, thread, wakeAt: undefined }
    kept.conversation = conversation
    thread.kept = kept
    this.open.set(conversation.id, kept)
    this.#count(conversation, thread, 1)
    if (isRoutable(conversation.holding)) this.waiting.set(conversation.id, kept)
    else this.waiting.delete(conversation.id)
    this.#awaitDeadline(kept, context)
    // Somebody who is away has it, or has it again: the shell looks every second.
    const busy = loadedBy(conversation.holding)
    const holder = busy === undefined ? undefined : this.colleagues.get(busy)
    if (holder?.awaySince !== undefined) this.#awaitAbsence(holder)
  }

  #end(thread: Thread, conversation: Conversation): void {
    const { id } = conversation
    this.#count(thread.kept!.conversation, thread, -1)
    delete thread.kept
    this.open.delete(id)
    this.waiting.delete(id)
    const operatorId = holderOf(conversation)
    thread.previous = { id, number: ++this.closed, ...(operatorId && { operatorId }) }
  }

  #count({ holding }: Conversation, { channel }: Thread, sign: 1 | -1): void {
    const id = loadedBy(holding)
    if (id) this.loads.set(id, this.loadOf(id) + sign * channel.weight)
  }

  #awaitDeadline(kept: Kept, context: Context): void {
    const at = wakeAt(kept.conversation, context)
    if (at === kept.wakeAt) return
    kept.wakeAt = at
    if (at === undefined) return
    this.at(at, () => {
      const { thread } = kept
      if (thread.kept !== kept || kept.wakeAt !== at) return
      kept.wakeAt = undefined
      this.tell(thread, { type: 'time-passed', lineId: this.newId() })
      // What was kept has its next deadline already.
      if (thread.kept !== kept || kept.wakeAt !== undefined) return
      this.#awaitDeadline(kept, this.contextOf(thread))
    })
  }

  #awaitOpening(): void {
    const at = this.schedule.nextOpening(this.now)
    this.#openingAt = at
    if (at === undefined) return
    this.at(at, () => {
      if (this.#openingAt !== at) return
      this.sweep(({ holding }) => waitsForOpening(holding))
      this.#awaitOpening()
    })
  }

  #awaitAbsence({ awaySince = this.now }: Colleague): void {
    const waits = new Set([...this.teams.values()].map(({ absence }) => absence.afterS))
    for (const waitS of waits) {
      this.at(Math.max(awaySince + waitS * 1000, this.now + 1000), () => this.noticeAbsences())
    }
  }

  #carryOut(assignment: Assignment): void {
    const kept = this.open.get(assignment.conversationId)
    if (!kept) throw new Error('routing chose for a conversation that is not open')
    const lineId = this.newId()
    if (assignment.type === 'nobody') {
      this.tell(kept.thread, { type: 'nobody-answered', next: assignment.next, lineId })
      return
    }
    const { decision } = assignment
    if (assignment.type === 'offer') {
      const { to, until } = assignment
      if (to.length === 1) this.colleagues.get(to[0]!.id)!.lastAssignedAt = this.now
      this.tell(kept.thread, { type: 'offered', to, until, decision, lineId })
      return
    }
    const { operator, answerUntil } = assignment
    const colleague = this.colleagues.get(operator.id)!
    colleague.lastAssignedAt = this.now
    const wait = answerUntil !== undefined && { answerUntil }
    this.tell(kept.thread, { type: 'assigned', operator, ...wait, decision, lineId })
  }
}
