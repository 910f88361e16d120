import type { Rules } from './context.ts'
import {
  type Assigned,
  type Conversation,
  isAside,
  type Moment,
  type Queued,
} from './conversation.ts'
import { nameOf, teamOf } from './receiving.ts'
import type { Turn } from './turn.ts'

const MINUTE_MS = 60_000

/**
 * REQ-04: when everybody of the team is told that nobody has taken it. Once per wait; an operator's
 * own queue has no team to tell.
 */
export function teamTold(
  { teamToldAt = 0 }: Conversation,
  { queue, since }: Queued,
  rules: Rules,
): Moment | undefined {
  if (queue.kind !== 'team' || teamToldAt > since) return undefined
  const tellTeamS = teamOf(queue, rules)?.tellTeamS ?? null
  return tellTeamS === null ? undefined : since + tellTeamS * 1000
}

/**
 * REQ-04: when supervisors are told that whoever holds it does not answer. Counted from the
 * customer's word, or from when it was given; a night between them is nobody's silence.
 */
export function silence(
  conversation: Conversation,
  holding: Assigned,
  { settings }: Rules,
): Moment | undefined {
  const { waitingSince, owes, silenceToldAt = 0 } = conversation
  if (owes !== 'us' || waitingSince === undefined || isAside(holding)) return undefined
  const from = Math.max(waitingSince, holding.since)
  if (silenceToldAt > from) return undefined
  const { silenceS } = settings.team(holding.teamId ?? '') ?? settings.everyone
  if (silenceS === null) return undefined
  const at = from + silenceS * 1000
  if (settings.schedule.isOpen(at)) return at
  const opening = settings.schedule.nextOpening(at)
  return opening === undefined ? undefined : opening + silenceS * 1000
}

export function tellTeam(turn: Turn, { queue, since }: Queued, at: Moment): void {
  turn.change({ teamToldAt: at })
  turn.line('team-told', { team: nameOf(queue, turn.context), minutes: minutes(since, at) }, { at })
}

export function tellOfSilence(turn: Turn, at: Moment): void {
  const { holding, waitingSince = at } = turn.conversation
  if (holding.status !== 'assigned') return
  turn.change({ silenceToldAt: at })
  const { operatorId, operatorName: name } = holding
  turn.line('silence-told', { name, operatorId, minutes: minutes(waitingSince, at) }, { at })
}

const minutes = (from: Moment, to: Moment): string =>
  String(Math.max(1, Math.round((to - from) / MINUTE_MS)))
