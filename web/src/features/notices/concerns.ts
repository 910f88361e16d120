import type { Conversation, OperatorStatus, Preferences, Team } from '@otklik/protocol'

import { isQuietHour } from './quiet-hours.ts'

/** Who is told, and what they know of the others. */
export interface Hearing {
  readonly me: string
  readonly mayTake: boolean
  readonly noticesOf: Preferences['noticesOf']
  readonly teams: ReadonlyMap<string, Team>
  readonly operators: ReadonlyMap<string, { readonly status: OperatorStatus }>
}

/**
 * Whether a customer's word is news to the reader: in what they hold, and in what waits for them to
 * take it. The server decides on pushes by the same rules (`server/src/notifications/whom-to-tell.ts`).
 */
export function isOwedBy(conversation: Conversation, hearing: Hearing): boolean {
  const { status, owes, operatorId } = conversation
  if (owes !== 'us') return false
  if (status === 'queued') return isGivenTo(conversation, hearing)
  if (status !== 'assigned') return false
  return operatorId === hearing.me || reachesFurther(conversation, hearing)
}

/** Theirs by now, or in a queue of theirs that somebody has to look after. */
export function isGivenTo(conversation: Conversation, hearing: Hearing): boolean {
  const { status, operatorId, awaitedOperatorId } = conversation
  if (status === 'assigned') return operatorId === hearing.me
  if (awaitedOperatorId) return awaitedOperatorId === hearing.me
  if (status !== 'queued' && status !== 'offered') return false
  // What is given out by itself rings with whom it is offered to, unless nobody is there to be asked.
  const team = teamOf(conversation, hearing)
  const isTheirs = team && (team.settings.method === 'manual' || !isAttended(team, hearing))
  return isTheirs || reachesFurther(conversation, hearing)
}

function reachesFurther(conversation: Conversation, hearing: Hearing): boolean {
  const { noticesOf } = hearing
  return noticesOf === 'all' || (noticesOf === 'team' && !!teamOf(conversation, hearing))
}

/** Its team, if the reader takes what comes to it. */
function teamOf({ teamId }: Conversation, { me, mayTake, teams }: Hearing): Team | undefined {
  const team = mayTake ? teams.get(teamId ?? '') : undefined
  return team && isMember(team, me) ? team : undefined
}

const isMember = ({ isEveryone, memberIds }: Team, id: string) =>
  isEveryone || memberIds.includes(id)

const isAttended = (team: Team, { operators }: Hearing) =>
  [...operators].some(([id, { status }]) => status === 'online' && isMember(team, id))

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
