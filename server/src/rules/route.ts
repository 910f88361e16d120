import type { Decision, Exclusion, OperatorStatus } from '@otklik/protocol'

import type { Moment, Person, Queued } from './conversation.ts'
import type { TeamRules } from './settings.ts'

/** One account's queue and roster, as the drain read them under the routing lock. */
export interface Pool {
  now: Moment
  /** Off hours, whatever waits for opening is left alone. */
  isOpen: boolean
  waiting: Waiting[]
  operators: RosterEntry[]
  teams: ReadonlyMap<string, TeamRules>
  /** Members by team, in the order of «Строго по очереди». */
  members: ReadonlyMap<string, readonly string[]>
}

export interface Waiting {
  conversationId: string
  /** Whoever is important comes before whoever came earlier. */
  isVip?: boolean
  /** The queue is worked off from the oldest conversation on. */
  openedAt: Moment
  /** Its state says whom it waits for and who was asked already. */
  holding: Queued
  /** How much of an operator's capacity it takes. */
  weight: number
  mustSkills: readonly string[]
  niceSkills: readonly string[]
}

export interface RosterEntry extends Person {
  status: OperatorStatus
  /** A workplace of theirs is open. */
  isPresent: boolean
  capacity: number
  /** Weights of what they hold, or are offered alone. */
  load: number
  skills: readonly string[]
  lastAssignedAt?: Moment
}

/** What routing wants done with a conversation; it goes back through `step`. */
export type Assignment = { conversationId: string } & (
  | { type: 'offer'; to: Person[]; until: Moment; decision: Decision }
  | { type: 'assign'; operator: Person; answerUntil?: Moment; decision: Decision }
  | { type: 'nobody'; next: 'backup' | 'manual' }
)

/** A trace names so many operators: the chosen ones, then the others. */
const MOST_CANDIDATES = 50

/** Important customers first, then the oldest. */
export const byTurn = (one: Waiting, other: Waiting): number =>
  Number(other.isVip ?? false) - Number(one.isVip ?? false) ||
  one.openedAt - other.openedAt ||
  (one.conversationId < other.conversationId
    ? -1
    : Number(one.conversationId > other.conversationId))

/**
 * Gives out what waits to whom may have it, in their turn: each choice counts for the next one, so
 * nobody gets more than their capacity. What nobody can take stays where it is and hides nothing.
 * Pure: the same pool always gives the same answer.
 */
export function route(pool: Pool): Assignment[] {
  const roster = new Map(pool.operators.map((entry) => [entry.id, { ...entry, given: 0 }]))
  const waiting = pool.waiting.toSorted(byTurn)
  const assignments: Assignment[] = []
  for (const each of waiting) {
    if (each.holding.waitsForOpening && !pool.isOpen) continue
    const found =
      each.holding.queue.kind === 'operator'
        ? fromOwnQueue(each, roster, pool)
        : fromTeam(each, roster, pool)
    if (found) assignments.push(found)
  }
  return assignments
}

/** An operator, and how many this round has given them. */
interface Considered extends RosterEntry {
  given: number
}

type Roster = Map<string, Considered>

/** One who was considered, and what speaks against them. */
interface Candidate {
  entry: Considered
  exclusion?: Exclusion
}

/** D-24: it waits for its operator. What a colleague hands over knows no capacity and no status. */
function fromOwnQueue(each: Waiting, roster: Roster, pool: Pool): Assignment | undefined {
  const { queue } = each.holding
  const entry = roster.get(queue.id)
  if (!entry) return undefined
  const isHandedOver = queue.by === 'transfer'
  const exclusion = isHandedOver
    ? entry.isPresent && entry.status !== 'offline'
      ? undefined
      : 'offline'
    : (unavailable(entry, true) ?? (hasRoom(entry, each) ? undefined : 'full'))
  if (exclusion) return undefined
  const rule = isHandedOver ? 'transfer' : 'own-queue'
  return assign(each, { rule, chosen: entry, candidates: [{ entry }] }, pool)
}

function fromTeam(each: Waiting, roster: Roster, pool: Pool): Assignment | undefined {
  const { holding } = each
  const team = pool.teams.get(holding.queue.id)
  if (!team) return undefined
  const candidates = candidatesOf(each, team, roster, pool)
  const sticky = stickyOf(each, candidates, pool)
  if (sticky === 'wait') return undefined
  if (sticky) return hand(each, { rule: 'sticky', chosen: sticky, candidates }, team, pool)
  if (holding.isByHand) return undefined
  const free = candidates.filter((candidate) => !candidate.exclusion).map(({ entry }) => entry)
  if (holding.isReassigned) {
    const chosen = best(free, leastLoaded)
    if (chosen) return assign(each, { rule: 'reassign', chosen, candidates, team }, pool)
    return undefined
  }
  if (free.length === 0) return whenNobody(each, candidates, team)
  if (team.method === 'all-at-once') return offer(each, free, candidates, team, pool)
  const chosen = choose(team, free, each)
  if (!chosen) return undefined
  return hand(each, { rule: team.method, chosen, candidates }, team, pool)
}

function candidatesOf(each: Waiting, team: TeamRules, roster: Roster, pool: Pool): Candidate[] {
  const found: Candidate[] = []
  for (const id of pool.members.get(team.id) ?? []) {
    const entry = roster.get(id)
    if (!entry) continue
    const exclusion = exclusionOf(entry, each, team)
    found.push(exclusion ? { entry, exclusion } : { entry })
  }
  return found
}

function exclusionOf(entry: Considered, each: Waiting, team: TeamRules): Exclusion | undefined {
  const { holding, mustSkills } = each
  const away = unavailable(entry, team.respectsStatus)
  if (away) return away
  const needsSkills = team.method === 'skills' && !holding.isRelaxed
  if (needsSkills && !mustSkills.every((skill) => has(entry, skill))) return 'missing-skill'
  if (!hasRoom(entry, each)) return 'full'
  const hasRefused = holding.refusals?.some(({ operatorId }) => operatorId === entry.id)
  return hasRefused && !holding.isRoundOver ? 'refused' : undefined
}

/** A closed workplace keeps work away always, a break where the team respects it. */
function unavailable(entry: Considered, respectsStatus: boolean): Exclusion | undefined {
  if (!entry.isPresent || entry.status === 'offline') return 'offline'
  return entry.status === 'online' || !respectsStatus ? undefined : entry.status
}

const hasRoom = (entry: Considered, { weight }: Waiting): boolean =>
  entry.load + weight <= entry.capacity

const has = (entry: Considered, skill: string): boolean =>
  entry.skills.some((own) => own.toLowerCase() === skill.toLowerCase())

/** REQ-03: the contact's last operator, waited for while busy and on line, never while away. */
function stickyOf(
  { holding }: Waiting,
  candidates: Candidate[],
  { now }: Pool,
): Considered | 'wait' | undefined {
  const { stickTo } = holding
  if (!stickTo) return undefined
  const candidate = candidates.find(({ entry }) => entry.id === stickTo.operatorId)
  if (!candidate) return undefined
  if (!candidate.exclusion) return candidate.entry
  const isBusy = candidate.exclusion === 'full'
  return isBusy && stickTo.until !== undefined && now < stickTo.until ? 'wait' : undefined
}

/**
 * All who could were asked. Those who are only busy have not been: they are waited for, for as long
 * as the team lets anybody wait.
 */
function whenNobody(
  { conversationId, holding }: Waiting,
  candidates: Candidate[],
  { method, whenNobodyAnswers, backupTeamId }: TeamRules,
): Assignment | undefined {
  if (whenNobodyAnswers === 'again') return undefined
  const wasAsked = candidates.some(({ exclusion }) => exclusion === 'refused')
  const isBusy = candidates.some(({ exclusion }) => exclusion === 'full')
  // Those without the skill are asked yet, once the wait for it has been long enough.
  const isRelaxing = method === 'skills' && !holding.isRelaxed
  if (!wasAsked || isBusy || isRelaxing) return undefined
  const hasBackup = backupTeamId !== null && holding.queue.by !== 'backup'
  if (whenNobodyAnswers === 'backup' && !hasBackup) return undefined
  return { type: 'nobody', conversationId, next: whenNobodyAnswers }
}

/** The one whom the team's method names. */
function choose(team: TeamRules, free: Considered[], each: Waiting): Considered | undefined {
  switch (team.method) {
    case 'strict-order':
      return free[0]
    case 'round-robin':
      return best(free, longestIdle)
    case 'skills':
      return best(free, (a, b) => niceness(b, each) - niceness(a, each) || leastLoaded(a, b))
    default:
      return best(free, leastLoaded)
  }
}

const niceness = (entry: Considered, { niceSkills }: Waiting): number =>
  niceSkills.filter((skill) => has(entry, skill)).length

/** REQ-02: share of the capacity that is taken, compared without dividing; then the longest idle. */
const leastLoaded = (a: Considered, b: Considered): number =>
  a.load * b.capacity - b.load * a.capacity || longestIdle(a, b)

const longestIdle = (a: Considered, b: Considered): number =>
  (a.lastAssignedAt ?? 0) - (b.lastAssignedAt ?? 0) || a.given - b.given || (a.id < b.id ? -1 : 1)

function best<T>(list: T[], compare: (a: T, b: T) => number): T | undefined {
  let first: T | undefined
  for (const item of list) if (first === undefined || compare(item, first) < 0) first = item
  return first
}

interface Choice {
  rule: Decision['rule']
  chosen: Considered
  candidates: Candidate[]
  team?: TeamRules
}

/** D-25: asked, or given at once. */
function hand(each: Waiting, choice: Choice, team: TeamRules, pool: Pool): Assignment {
  if (team.hand === 'assign') {
    const answerUntil = pool.now + team.answerWaitS * 1000
    return assign(each, { ...choice, team }, pool, answerUntil)
  }
  const { chosen } = choice
  const decision = explain(each, { ...choice, team }, [chosen], pool)
  charge(chosen, each, pool)
  return {
    type: 'offer',
    conversationId: each.conversationId,
    to: [personOf(chosen)],
    until: pool.now + team.answerWaitS * 1000,
    decision,
  }
}

function assign(each: Waiting, choice: Choice, pool: Pool, answerUntil?: Moment): Assignment {
  const decision = explain(each, choice, [choice.chosen], pool)
  charge(choice.chosen, each, pool)
  return {
    type: 'assign',
    conversationId: each.conversationId,
    operator: personOf(choice.chosen),
    ...(answerUntil !== undefined && { answerUntil }),
    decision,
  }
}

/** To all of them: it reserves nothing, and whoever accepts first has it. */
function offer(
  each: Waiting,
  free: Considered[],
  candidates: Candidate[],
  team: TeamRules,
  pool: Pool,
): Assignment {
  const choice = { rule: team.method, chosen: free[0]!, candidates, team }
  if (free.length === 1) return hand(each, choice, { ...team, hand: 'offer' }, pool)
  return {
    type: 'offer',
    conversationId: each.conversationId,
    to: free.map(personOf),
    until: pool.now + team.answerWaitS * 1000,
    decision: explain(each, choice, free, pool),
  }
}

/** It counts for whatever is given out next. */
function charge(entry: Considered, { weight }: Waiting, { now }: Pool): void {
  entry.load += weight
  entry.lastAssignedAt = now
  entry.given++
}

const personOf = ({ id, name }: Considered): Person => ({ id, name })

/** The loads are those of before the choice. */
function explain(
  { holding }: Waiting,
  { rule, candidates, team }: Choice,
  chosen: Considered[],
  { now }: Pool,
): Decision {
  const first = candidates.filter(({ entry }) => chosen.includes(entry))
  const others = candidates.filter(({ entry }) => !chosen.includes(entry))
  return {
    at: new Date(now).toISOString(),
    rule,
    ...(team && { teamId: team.id }),
    ...(holding.isRelaxed && { isRelaxed: true }),
    candidates: [
      ...first.map((candidate) => traceOf(candidate, true)),
      ...others.slice(0, MOST_CANDIDATES).map((candidate) => traceOf(candidate, false)),
    ].slice(0, MOST_CANDIDATES),
  }
}

function traceOf({ entry, exclusion }: Candidate, isChosen: boolean) {
  const { id: operatorId, name, load, capacity, lastAssignedAt } = entry
  const trace: Decision['candidates'][number] = { operatorId, name, load, capacity, isChosen }
  if (lastAssignedAt !== undefined) trace.lastAssignedAt = new Date(lastAssignedAt).toISOString()
  if (exclusion) trace.exclusion = exclusion
  return trace
}
