import type { Conversation, FilterConditions } from '@otklik/protocol'

import type { ClosedQuestion } from './api/list-closed-conversations.ts'
import type { Reader } from './reader.ts'
import { isAside, isOpen, isWaiting } from './standing.ts'

/** Whether a saved filter shows this conversation: each condition narrows, of a list one is enough. */
export function fulfils(
  conversation: Conversation,
  conditions: FilterConditions,
  reader: Pick<Reader, 'me' | 'now'>,
): boolean {
  const { channelIds, teamIds, operatorIds, topics, tags } = conditions
  const { channelId, teamId, operatorId = '', topic, tags: has = [] } = conversation
  return (
    hasStatus(conversation, conditions.status) &&
    isOneOf(channelIds, channelId) &&
    isOneOf(teamIds, teamId) &&
    isOneOf(
      operatorIds?.map((id) => (id === 'me' ? reader.me : id)),
      operatorId,
    ) &&
    isOneOf(topics, topic) &&
    (!tags || has.some((tag) => tags.includes(tag))) &&
    (!conditions.isVip || conversation.contact.isVip === true) &&
    isInTime(conversation, conditions, reader.now)
  )
}

function hasStatus(conversation: Conversation, status: FilterConditions['status']): boolean {
  const isSpam = conversation.closeReason === 'spam'
  if (status === 'closed') return conversation.status === 'closed' && !isSpam
  if (status === 'spam') return conversation.status === 'closed' && isSpam
  if (!isOpen(conversation)) return false
  switch (status) {
    case undefined:
      return true
    case 'waiting':
      return isWaiting(conversation)
    case 'aside':
      return isAside(conversation)
    case 'assigned':
      return conversation.status === 'assigned' && !isAside(conversation)
    case 'bot':
      return conversation.status === 'bot'
  }
}

/** What is over waits for nobody: these conditions say nothing of it. */
function isInTime(
  { status, owes, waitingSince, replyUntil }: Conversation,
  conditions: FilterConditions,
  now: number,
): boolean {
  if (status === 'closed') return true
  const { waitsOverMin, windowUnderHours } = conditions
  if (conditions.owes && owes !== conditions.owes) return false
  if (waitsOverMin && !(waitingSince && now - Date.parse(waitingSince) >= waitsOverMin * 60_000)) {
    return false
  }
  if (!windowUnderHours) return true
  const left = replyUntil ? Date.parse(replyUntil) - now : 0
  return left > 0 && left <= windowUnderHours * 3_600_000
}

const isOneOf = (wanted: readonly string[] | undefined, value: string | undefined): boolean =>
  !wanted || (value !== undefined && wanted.includes(value))

export const isServed = ({ status }: FilterConditions): boolean =>
  status === 'closed' || status === 'spam'

/** The same question to the server, which has the closed ones. */
export function closedQueryOf(
  { status, channelIds, teamIds, operatorIds, topics, tags, isVip }: FilterConditions,
  me: string,
): ClosedQuestion {
  return {
    reason: status === 'spam' ? 'spam' : 'but-spam',
    channelIds,
    teamIds,
    operatorIds: operatorIds?.map((id) => (id === 'me' ? me : id)),
    topics,
    tags,
    isVip: isVip && 'true',
  }
}
