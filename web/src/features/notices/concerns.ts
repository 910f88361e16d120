import type { Conversation, Operator, Preferences, Team } from '@otklik/protocol'

import { isQuietHour } from './quiet-hours.ts'

/**
 * Whether a customer's word is news to `me`: what I hold, and what waits for me to take it. What is
 * given out by itself rings with whom it is offered to.
 */
export function concerns(
  { status, operatorId, awaitedOperatorId, teamId }: Conversation,
  me: string,
  teams: ReadonlyMap<string, Team>,
  noticesOf: Preferences['noticesOf'] = 'mine',
): boolean {
  const team = teams.get(teamId ?? '')
  const isOfTeam = team !== undefined && (team.isEveryone || team.memberIds.includes(me))
  const reachesFurther = noticesOf === 'all' || (noticesOf === 'team' && isOfTeam)
  if (status === 'assigned') return operatorId === me || reachesFurther
  if (status !== 'queued') return false
  if (awaitedOperatorId) return awaitedOperatorId === me || reachesFurther
  if (!team) return true
  return (team.settings.method === 'manual' && isOfTeam) || reachesFurther
}

/** «Не беспокоить» and quiet hours silence what would ring. */
export function isQuiet(
  operator: Operator | undefined,
  hours: Preferences['quietHours'] = null,
): boolean {
  return operator?.status === 'do-not-disturb' || isQuietHour(hours, new Date())
}
