import type { Preferences, SystemLine } from '@otklik/protocol'

/** What somebody may be told of, while their browser is closed too. */
export type NoticeKind =
  | 'message'
  /** A colleague's note calls them. */
  | 'mentioned'
  | 'offer'
  | 'assigned'
  | 'transferred'
  | 'handed-over'
  | 'team-told'
  | 'supervisors-told'
  | 'silence-told'
  | 'sla-broken'
  /** «Низкая оценка», to whoever had the conversation and to supervisors. */
  | 'low-rating'

/** Something that was said in a conversation: a customer's word, or a line of ours. */
export interface Said {
  isCustomers: boolean
  line?: SystemLine
  /** Whom a note calls: operators and teams, by id. */
  called?: readonly string[]
}

/** The conversation as it is by now. */
export interface Standing {
  status: string
  operatorId?: string
  awaitedOperatorId?: string
  teamId?: string
  offeredTo: readonly string[]
  /** The customer waits for our word. */
  isOwed: boolean
}

export interface Person {
  operatorId: string
  teamIds: readonly string[]
  mayReassign: boolean
  mayTake: boolean
  noticesOf: Preferences['noticesOf']
}

export interface TeamFacts {
  isManual: boolean
  /** Somebody of it is on the line, so that it is offered to them. */
  isAttended: boolean
}

/**
 * Whether somebody is told of what was said, and as what. By what is unanswered and not by what is
 * unread (REQ-26): that a colleague has looked at it answers no customer, so everybody whom it
 * concerns is told.
 */
export function noticeFor(
  said: Said,
  standing: Standing,
  { person, team }: { person: Person; team: TeamFacts | undefined },
): NoticeKind | undefined {
  if (said.isCustomers) return isOwedBy(standing, person, team) ? 'message' : undefined
  const { code, parameters = {} } = said.line ?? {}
  const { operatorId, teamIds } = person
  if (said.called?.some((id) => id === operatorId || teamIds.includes(id))) return 'mentioned'
  const isOwn = parameters.operatorId === operatorId
  switch (code) {
    case 'offered':
    case 'offered-to-all':
      return standing.offeredTo.includes(operatorId) ? 'offer' : undefined
    case 'assigned':
      return standing.operatorId === operatorId ? 'assigned' : undefined
    case 'transferred':
      return !isOwn && isGivenTo(standing, person, team) ? 'transferred' : undefined
    case 'returned':
    case 'moved-to-backup':
    case 'assignee-away':
    case 'assignee-gone':
      return !isOwn && isOwedBy(standing, person, team) ? 'message' : undefined
    case 'bot-handed-over':
    case 'bot-unavailable':
      return isGivenTo(standing, person, team) ? 'handed-over' : undefined
    case 'team-told':
      return isWaiting(standing) && isOfTeam(standing, person) ? 'team-told' : undefined
    case 'supervisors-told':
      return isWaiting(standing) && person.mayReassign ? 'supervisors-told' : undefined
    case 'silence-told':
      return standing.isOwed && person.mayReassign && !isOwn ? 'silence-told' : undefined
    case 'sla-broken':
      return isOver(standing) || !person.mayReassign ? undefined : 'sla-broken'
    case 'rated': {
      const isConcerned = standing.operatorId === operatorId || person.mayReassign
      return parameters.low && isConcerned ? 'low-rating' : undefined
    }
    default:
      return undefined
  }
}

/** Whether it is still true by the time they are told. */
export function isStillNews(
  kind: NoticeKind,
  standing: Standing,
  { person, team }: { person: Person; team: TeamFacts | undefined },
): boolean {
  const { operatorId } = person
  switch (kind) {
    case 'mentioned':
    case 'low-rating':
      return true
    case 'offer':
      return standing.status === 'offered' && standing.offeredTo.includes(operatorId)
    case 'team-told':
      return isWaiting(standing) && isOfTeam(standing, person)
    case 'supervisors-told':
      return isWaiting(standing) && person.mayReassign
    case 'message':
      return isOwedBy(standing, person, team)
    case 'sla-broken':
      return !isOver(standing) && person.mayReassign
    case 'silence-told':
      return standing.isOwed && person.mayReassign
    case 'assigned':
      return standing.operatorId === operatorId && standing.status === 'assigned'
    case 'transferred':
    case 'handed-over':
      return isGivenTo(standing, person, team)
  }
}

const isOver = ({ status }: Standing) => status === 'closed' || status === 'closing'

const isWaiting = ({ status }: Standing) => status === 'queued' || status === 'offered'

const isOfTeam = ({ teamId }: Standing, { teamIds, mayTake }: Person) =>
  mayTake && teamId !== undefined && teamIds.includes(teamId)

function isOwedBy(standing: Standing, person: Person, team: TeamFacts | undefined): boolean {
  const { status, isOwed, operatorId } = standing
  if (!isOwed) return false
  if (status === 'queued') return isGivenTo(standing, person, team)
  if (status !== 'assigned') return false
  if (operatorId === person.operatorId) return true
  return reachesFurther(standing, person)
}

/** In a queue: of this operator alone, or of a team whose people are to look after it. */
function isGivenTo(standing: Standing, person: Person, team: TeamFacts | undefined): boolean {
  if (standing.status === 'assigned') return standing.operatorId === person.operatorId
  if (standing.awaitedOperatorId) return standing.awaitedOperatorId === person.operatorId
  if (!isWaiting(standing)) return false
  // What is given out by itself is told to whom it is offered, unless nobody is there to be asked.
  const isTheirs = isOfTeam(standing, person) && team && (team.isManual || !team.isAttended)
  return isTheirs || reachesFurther(standing, person)
}

function reachesFurther(standing: Standing, person: Person): boolean {
  if (person.noticesOf === 'all') return true
  return person.noticesOf === 'team' && isOfTeam(standing, person)
}
