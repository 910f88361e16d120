import type { Conversation, Operator, Team } from '@otklik/protocol'

import { isAside, isOpen, isWaiting } from '../conversations/folder.ts'
import { slaStateOf } from '../conversations/sla.ts'
import { normOf } from '../conversations/waiting.ts'
import { loadOf } from '../presence/load.ts'
import type { BoardColumn, BoardList, BoardSearch } from './board-search.ts'

export interface Known {
  conversations: ReadonlyMap<string, Conversation>
  teams: ReadonlyMap<string, Team>
  operators: ReadonlyMap<string, Operator>
}

export interface Figures {
  waiting: number
  overdue: number
  /** Since when the one that waits longest does. */
  longestSince?: number
  /** Promises that are broken now; undefined where nobody promises anything. */
  sla?: number
  unassigned: number
  handled: number
  onLine: number
}

/** The customer waits for our word: a bot's and what is put aside are not counted. */
export function waitedMs(conversation: Conversation, now: number): number | undefined {
  const { owes, waitingSince, status } = conversation
  if (owes !== 'us' || !waitingSince || status === 'bot' || isAside(conversation)) return undefined
  return Math.max(0, now - Date.parse(waitingSince))
}

export function isOverdue(
  conversation: Conversation,
  teams: ReadonlyMap<string, Team>,
  now: number,
): boolean {
  const waited = waitedMs(conversation, now)
  return waited !== undefined && waited >= normOf(teams, conversation.teamId)
}

export function inList(
  conversation: Conversation,
  list: BoardList,
  { teams, now }: { teams: ReadonlyMap<string, Team>; now: number },
): boolean {
  switch (list) {
    case 'waiting':
      return waitedMs(conversation, now) !== undefined
    case 'overdue':
      return isOverdue(conversation, teams, now)
    case 'sla':
      return slaStateOf(conversation, now)?.urgency === 'danger'
    case 'unassigned':
      return isWaiting(conversation)
    case 'handled':
      return conversation.status === 'assigned'
  }
}

/** Of what the filter leaves, whichever of the figures is looked behind. */
export function figuresOf(known: Known, search: BoardSearch, now: number): Figures {
  const { teams, operators } = known
  const all = [...known.conversations.values()].filter((each) => matches(each, search))
  const count = (list: BoardList) => all.filter((each) => inList(each, list, { teams, now })).length
  const waiting = all.filter((each) => inList(each, 'waiting', { teams, now }))
  const starts = waiting.map(({ waitingSince = '' }) => Date.parse(waitingSince))
  return {
    waiting: count('waiting'),
    overdue: count('overdue'),
    ...(starts.length > 0 && { longestSince: Math.min(...starts) }),
    ...([...teams.values()].some(hasPromises) && { sla: count('sla') }),
    unassigned: count('unassigned'),
    handled: count('handled'),
    onLine: [...operators.values()].filter(({ status }) => status === 'online').length,
  }
}

const hasPromises = ({ settings: { sla } }: Team): boolean =>
  [sla.usual, sla.vip].some((targets) => Object.values(targets ?? {}).some((each) => each !== null))

export function boardRows(known: Known, search: BoardSearch, now: number): Conversation[] {
  const { teams } = known
  const { list, sort = 'waits' } = search
  const rows = [...known.conversations.values()].filter(
    (each) => matches(each, search) && (!list || inList(each, list, { teams, now })),
  )
  const compare = comparing(sort.replace(/^-/, '') as BoardColumn, known, now)
  const sign = sort.startsWith('-') ? -1 : 1
  return rows.sort((a, b) => sign * compare(a, b) || a.number - b.number)
}

function matches(conversation: Conversation, { team, channel, operator }: BoardSearch): boolean {
  return (
    isOpen(conversation) &&
    (!team || conversation.teamId === team) &&
    (!channel || conversation.channelId === channel) &&
    (!operator || isHeldOrOffered(conversation, operator))
  )
}

const isHeldOrOffered = (conversation: Conversation, operatorId: string) =>
  conversation.operatorId === operatorId ||
  conversation.awaitedOperatorId === operatorId ||
  (conversation.offer?.operatorIds.includes(operatorId) ?? false)

/** Who waits longest stands first; what is not known of a row stands last. */
function comparing(column: BoardColumn, { teams, operators }: Known, now: number) {
  const byName = (name: (of: Conversation) => string | undefined) => {
    return (a: Conversation, b: Conversation) =>
      (name(a) ?? '\uffff').localeCompare(name(b) ?? '\uffff')
  }
  switch (column) {
    case 'customer':
      return byName(({ contact }) => contact.name)
    case 'team':
      return byName(({ teamId }) => teams.get(teamId ?? '')?.name)
    case 'holder':
      return byName(({ operatorId, bot }) => operators.get(operatorId ?? '')?.name ?? bot?.name)
    case 'topic':
      return byName(({ topic }) => topic)
    case 'handled':
      return byLength(({ assignedSince }) => assignedSince && now - Date.parse(assignedSince))
    case 'waits':
      return byLength((conversation) => waitedMs(conversation, now))
  }
}

function byLength(length: (of: Conversation) => number | '' | undefined) {
  return (a: Conversation, b: Conversation) => (length(b) || -1) - (length(a) || -1)
}

export interface OperatorLine {
  operator: Operator
  load: number
  held: number
  overdue: number
}

const order: readonly Operator['status'][] = ['online', 'break', 'do-not-disturb', 'offline']

/** People who answer, by status; with a team chosen, those of that team. */
export function operatorLines(
  known: Known,
  team: string | undefined,
  now: number,
): { status: Operator['status']; lines: OperatorLine[] }[] {
  const { teams, conversations } = known
  const everyone = [...teams.values()].find(({ isEveryone }) => isEveryone)
  const memberIds = new Set((teams.get(team ?? '') ?? everyone)?.memberIds)
  const open = [...conversations.values()].filter(isOpen)
  const lines = [...known.operators.values()]
    .filter(({ id, isDisabled }) => !isDisabled && memberIds.has(id))
    .map((operator) => {
      const held = open.filter(({ operatorId }) => operatorId === operator.id)
      return {
        operator,
        load: loadOf(open, operator.id),
        held: held.length,
        overdue: held.filter((each) => isOverdue(each, teams, now)).length,
      }
    })
    .sort((a, b) => b.overdue - a.overdue || a.operator.name.localeCompare(b.operator.name))
  return order
    .map((status) => ({
      status,
      lines: lines.filter(({ operator }) => operator.status === status),
    }))
    .filter((group) => group.lines.length > 0)
}
