import type { Conversation, Operator, Team } from '@otklik/protocol'

/**
 * Whether a customer's word is news to `me`: what I hold, and what waits for me to take it. What is
 * given out by itself rings with whom it is offered to.
 */
export function concerns(
  { status, operatorId, awaitedOperatorId, teamId }: Conversation,
  me: string,
  teams: ReadonlyMap<string, Team>,
): boolean {
  if (status === 'assigned') return operatorId === me
  if (status !== 'queued') return false
  if (awaitedOperatorId) return awaitedOperatorId === me
  const team = teams.get(teamId ?? '')
  if (!team) return true
  return team.settings.method === 'manual' && (team.isEveryone || team.memberIds.includes(me))
}

/** «Не беспокоить» silences what would ring. */
export function isQuiet(operator: Operator | undefined): boolean {
  return operator?.status === 'do-not-disturb'
}
