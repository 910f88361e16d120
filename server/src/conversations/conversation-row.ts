import { botOf, type Conversation, holderOf } from '../rules/index.ts'
import { columnsOf } from './holding-columns.ts'
import { STATE_VERSION, toStoredState } from './stored.ts'
import type { ConversationRow } from './writes.ts'

/** What the row knows beside the state. */
type Facts = Pick<
  ConversationRow,
  | 'channelId'
  | 'thread'
  | 'address'
  | 'contactId'
  | 'isNew'
  | 'version'
  | 'isVip'
  | 'concerns'
  | 'wakeAt'
>

/** A conversation as it is stored: its state, and the columns that are found by. */
export function toRow(conversation: Conversation, facts: Facts): ConversationRow {
  const { holding } = conversation
  return {
    ...facts,
    id: conversation.id,
    kind: conversation.kind,
    state: toStoredState(conversation),
    stateVersion: STATE_VERSION,
    status: holding.status,
    operatorId: holderOf(conversation) ?? null,
    botId: botOf(conversation)?.id ?? null,
    ...columnsOf(holding),
    openedAt: new Date(conversation.openedAt).toISOString(),
    lastActivityAt: new Date(conversation.lastActivityAt).toISOString(),
    visitId: conversation.visit?.id ?? null,
    closedAt: holding.status === 'closed' ? new Date(holding.at).toISOString() : null,
  }
}
