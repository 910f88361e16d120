import type { Conversation, OperatorStatus, Preferences, Team } from '@otklik/protocol'

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

/**
 * Whether somebody wants to hear nothing: «Не беспокоить», «Не в сети» and their quiet hours. The
 * server decides on pushes by the same rule (`server/src/notifications/quiet.ts`): whoever is called by
 * name hears of it unless it is their night.
 */
export function isQuiet(
  status: OperatorStatus | undefined,
  { quietHours = null, isCalled = false, now = new Date() }: QuietOptions,
): boolean {
  if (!isCalled && (status === 'do-not-disturb' || status === 'offline')) return true
  return isQuietHour(quietHours, now)
}

interface QuietOptions {
  quietHours?: Preferences['quietHours'] | undefined
  isCalled?: boolean
  now?: Date
}
