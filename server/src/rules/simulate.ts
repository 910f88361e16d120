import type { Context } from './context.ts'
import { type Conversation, holderOf, isAside, type Moment } from './conversation.ts'
import { deadlinesOf, wakeAt } from './deadlines.ts'
import { type Assignment, route } from './route.ts'
import type { TeamRules } from './settings.ts'
import { nextDeed } from './simulated-operators.ts'
import { Timeline } from './simulated-steps.ts'
import type { Plan, Simulated } from './simulation.ts'
import { step } from './step.ts'
import type { Trigger } from './trigger.ts'

const HORIZON_MS = 60 * 86_400_000
/** Rounds of offers in vain may take thousands; nobody waits for more than this. */
const MOST_TRIGGERS = 4000

/** Deadlines that only ask the same people again. */
const circling: ReadonlySet<string> = new Set(['offer', 'answer', 'round', 'stick', 'relax'])

/**
 * One imagined conversation under the real rules: `step` and `route` decide, a virtual clock goes
 * from one thing that is due to the next, and what they returned becomes a timeline. It ends when
 * nothing more can happen, when the same people would only be asked again, or after 60 days.
 */
export function simulate(plan: Plan): Simulated {
  return new Simulation(plan).run()
}

interface Happening {
  at: Moment
  act(): void
}

class Simulation {
  readonly #plan: Plan
  readonly #timeline: Timeline
  readonly #teams: ReadonlyMap<string, TeamRules>
  /** When each was last given something. */
  readonly #turns = new Map<string, Moment>()
  #now: Moment
  #conversation: Conversation | undefined
  #previous: Context['previous']
  #written = 0
  #ids = 0
  #triggers = 0
  #closedAt: Moment | undefined
  /** Worked out once: to ask for it at every step would take the most of the time. */
  #change: Moment | undefined
  #isKept = false

  constructor(plan: Plan) {
    this.#plan = plan
    this.#now = plan.startsAt
    this.#timeline = new Timeline(plan)
    this.#teams = new Map(plan.teams.map((team) => [team.id, team]))
  }

  run(): Simulated {
    const end = this.#plan.startsAt + HORIZON_MS
    let isComplete = true
    for (let next = this.#next(); next; next = this.#next()) {
      isComplete = this.#triggers < MOST_TRIGGERS && next.at <= end && !this.#goesRound()
      if (!isComplete) break
      this.#now = Math.max(this.#now, next.at)
      next.act()
    }
    // Only the days go on: nothing of this conversation is due.
    if (!isComplete && !this.#isDue()) isComplete = true
    return this.#timeline.end(this.#conversation, this.#now, isComplete)
  }

  /** Whatever comes first; of what comes at once, what is due, the office, the customer, then we. */
  #next(): Happening | undefined {
    const conversation = this.#conversation
    const { customerWritesMs, startsAt } = this.#plan
    const writes = customerWritesMs[this.#written]
    const found: Happening[] = conversation ? this.#nextOf(conversation) : []
    if (writes !== undefined) {
      found.push({ at: startsAt + writes, act: () => this.#customerWrites() })
    }
    if (conversation) {
      const deed = nextDeed(conversation, this.#plan, this.#now)
      if (deed) found.push({ at: deed.at, act: () => this.#tell(deed.trigger(this.#newId())) })
    }
    let first: Happening | undefined
    for (const each of found) if (!first || each.at < first.at) first = each
    return first
  }

  #nextOf(conversation: Conversation): Happening[] {
    const found: Happening[] = []
    const due = wakeAt(conversation, this.#plan)
    if (due !== undefined) {
      found.push({
        at: due,
        act: () => this.#tell({ type: 'time-passed', lineId: this.#newId() }),
      })
    }
    const change = this.#nextChange()
    if (change !== undefined) found.push({ at: change, act: () => this.#officeChanges() })
    const away = this.#absenceOf(conversation)
    if (away) found.push(away)
    const kept = this.#keptOpenAt(conversation)
    if (kept !== undefined) {
      found.push({
        at: kept,
        act: () => {
          this.#isKept = true
          this.#timeline.keptOpen(kept)
        },
      })
    }
    return found
  }

  #nextChange(): Moment | undefined {
    if (this.#change === undefined || this.#change <= this.#now) {
      this.#change = this.#plan.settings.schedule.nextChange(this.#now) ?? Infinity
    }
    return this.#change === Infinity ? undefined : this.#change
  }

  #customerWrites(): void {
    this.#written++
    const id = this.#newId()
    const author = { type: 'contact', name: '' } as const
    const message = { id, kind: 'message', author, text: '', content: {}, at: this.#now } as const
    this.#tell({ type: 'contact-wrote', message })
  }

  /** As the alarm of the office does, and everybody who comes or goes. */
  #officeChanges(): void {
    const { holding } = this.#conversation ?? {}
    if (!this.#isOpen()) {
      this.#closedAt = this.#now
      return
    }
    this.#closedAt = undefined
    if (holding?.status === 'queued' && holding.waitsForOpening) {
      this.#tell({ type: 'reconsidered', lineId: this.#newId() })
    } else this.#drain()
  }

  /** Whoever holds it went home, and its team does not leave it with them. */
  #absenceOf({ holding }: Conversation): Happening | undefined {
    if (holding.status !== 'assigned' || isAside(holding) || this.#closedAt === undefined) return
    const absence = holding.teamId ? this.#teams.get(holding.teamId)?.absence : undefined
    if (!absence || absence.policy === 'keep') return
    const { operatorId } = holding
    return {
      at: Math.max(this.#closedAt, holding.since) + absence.afterS * 1000,
      act: () => this.#tell({ type: 'assignee-away', operatorId, lineId: this.#newId() }),
    }
  }

  /** When silence would have closed it, if an unanswered question did not keep it open. */
  #keptOpenAt(conversation: Conversation): Moment | undefined {
    const { rules, settings } = this.#plan
    if (!rules.keepsUnanswered || this.#isKept || conversation.owes !== 'us') return undefined
    const closing = { settings, rules: { ...rules, keepsUnanswered: false } }
    return deadlinesOf(conversation, closing).find(({ what }) => what === 'inactivity')?.at
  }

  #tell(trigger: Trigger): void {
    this.#triggers++
    const before = this.#conversation
    const context = this.#context()
    const result = step(before, trigger, context)
    if (trigger.type === 'taken') this.#turns.set(trigger.operator.id, this.#now)
    const { conversation } = result
    this.#timeline.read({ before, after: conversation, effects: result.effects, at: this.#now })
    if (conversation?.holding.status === 'closed') {
      const operatorId = holderOf(conversation)
      const number = (this.#previous?.number ?? 0) + 1
      this.#previous = { id: conversation.id, number, ...(operatorId && { operatorId }) }
      this.#conversation = undefined
      this.#isKept = false
      return
    }
    this.#conversation = conversation
    for (const effect of result.effects) if (effect.type === 'ask-bot') this.#botAnswers(effect)
    if (result.effects.some(({ type }) => type === 'wake-routing')) this.#drain()
  }

  /** What it says depends on what a customer says; here it is enough that it does. */
  #botAnswers({ botId, turn }: { botId: string; turn: number }): void {
    const { name = '' } = this.#plan.settings.bot(botId) ?? {}
    const author = { type: 'bot', id: botId, name } as const
    const [id, lineId] = [this.#newId(), this.#newId()]
    const message = { id, kind: 'message', author, text: '', content: {}, at: this.#now } as const
    this.#tell({ type: 'bot-answered', botId, turn, deeds: [{ type: 'say', message }], lineId })
  }

  #drain(): void {
    const { holding } = this.#conversation ?? {}
    if (holding?.status !== 'queued') return
    const [assignment] = route(this.#pool())
    if (assignment) this.#carryOut(assignment)
    else if (this.#isOpen()) this.#timeline.foundNobody(holding, this.#now)
  }

  #carryOut(assignment: Assignment): void {
    const lineId = this.#newId()
    if (assignment.type === 'nobody') {
      this.#tell({ type: 'nobody-answered', next: assignment.next, lineId })
      return
    }
    const { decision } = assignment
    if (assignment.type === 'assign') {
      const { operator, answerUntil } = assignment
      const wait = answerUntil !== undefined && { answerUntil }
      this.#turns.set(operator.id, this.#now)
      this.#tell({ type: 'assigned', operator, ...wait, decision, lineId })
      return
    }
    const { to, until } = assignment
    if (to.length === 1) this.#turns.set(to[0]!.id, this.#now)
    this.#tell({ type: 'offered', to, until, decision, lineId })
  }

  #pool() {
    const { needs, operators, members } = this.#plan
    const isOpen = this.#isOpen()
    const { id: conversationId, openedAt, holding } = this.#conversation!
    const waiting =
      holding.status === 'queued' ? [{ conversationId, openedAt, holding, ...needs }] : []
    const roster = operators.map((operator) => {
      const lastAssignedAt = this.#turns.get(operator.id) ?? operator.lastAssignedAt
      const isPresent = operator.isPresent && isOpen
      return { ...operator, isPresent, ...(lastAssignedAt !== undefined && { lastAssignedAt }) }
    })
    return { now: this.#now, isOpen, waiting, operators: roster, teams: this.#teams, members }
  }

  #context(): Context {
    const { rules, settings } = this.#plan
    return {
      now: this.#now,
      newConversationId: `conversation-${this.#previous?.number ?? 0}`,
      ...(this.#previous && !this.#conversation && { previous: this.#previous }),
      rules,
      settings,
      contact: { name: '', isBlocking: false },
      channel: { isConnected: true, canEdit: false, canDelete: false },
      messages: new Map(),
      isLeaving: () => false,
    }
  }

  /** Nothing is left but to ask the same people again, for ever. */
  #goesRound(): boolean {
    const { does, customerWritesMs } = this.#plan
    const conversation = this.#conversation
    if (!conversation || does.do !== 'nothing' || !this.#timeline.isFolding) return false
    // What is given without asking waits for other things once it is back in the queue.
    if (conversation.holding.status === 'assigned') return false
    if (this.#written < customerWritesMs.length) return false
    if (this.#keptOpenAt(conversation) !== undefined) return false
    return deadlinesOf(conversation, this.#plan).every(
      ({ what }) => circling.has(what) || (what === 'queue-wait' && this.#timeline.isTold),
    )
  }

  #isDue(): boolean {
    const conversation = this.#conversation
    return conversation !== undefined && wakeAt(conversation, this.#plan) !== undefined
  }

  #isOpen(): boolean {
    return this.#plan.settings.schedule.isOpen(this.#now)
  }

  /** Of the form the ids of lines are derived from. */
  #newId(): string {
    return `00000000-0000-7000-8000-${(++this.#ids).toString(16).padStart(12, '0')}`
  }
}
