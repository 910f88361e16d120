import { v7 as newId } from 'uuid'

import type { ChannelErrorReason } from '../channels/index.ts'
import type { Database } from '../database/index.ts'
import type { Advance } from './advance.ts'
import type { Request } from './request.ts'

/** What a platform says of a message of ours after it was sent. */
export type EarlyWord =
  | { status: 'sent' | 'delivered' | 'read' }
  | { failure: { reason: ChannelErrorReason; code?: string } }

/** The same, told to the conversation the message is in; nothing where that knows it anyway. */
export function earlyRequest(
  conversationId: string,
  messageId: string,
  word: EarlyWord,
): Request | undefined {
  if ('status' in word && word.status === 'sent') return undefined
  return {
    target: { conversationId, messageIds: [messageId] },
    what: {
      trigger:
        'status' in word
          ? {
              type: 'receipt',
              messageIds: [messageId],
              status: word.status as 'delivered' | 'read',
            }
          : {
              type: 'part-settled',
              lineId: newId(),
              part: { kind: 'message', messageId, outcome: { result: 'failed', ...word.failure } },
            },
    },
  }
}

/** A call of ours, as far as the platform's word can settle it. */
export interface KeyedPart {
  id: string
  channel_id: string
  conversation_id: string
  message_id: string
  position: number
  state: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'cancelled'
}

/** By the key that it was sent with; nothing for what another application sent. */
export async function findKeyedPart(
  database: Database,
  { accountId, channelId, key }: { accountId: string; channelId: string; key: string },
): Promise<KeyedPart | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key)) return undefined
  const { rows } = await database.query<KeyedPart>(
    `select id, channel_id, conversation_id, message_id, position, state from parts
     where account_id = $1 and id = $3 and channel_id = $2 and kind = 'message'`,
    [accountId, channelId, key],
  )
  return rows[0]
}

/** One call makes fewer messages than this. */
export const MOST_IDS = 100

/**
 * Settles a call whose answer was lost by what the platform says of it: nobody has to decide any
 * more, and what waits to be sent again does not leave. Said twice, it is known the second time.
 */
export async function settleDoubt(
  advance: Advance,
  accountId: string,
  { part, externalId, word }: { part: KeyedPart; externalId: string; word: EarlyWord },
): Promise<void> {
  const isRefused = 'failure' in word
  // What was tried again since has an outcome of its own coming.
  if (part.state !== 'unknown' && (part.state !== 'queued' || isRefused)) return
  const { message_id: messageId, conversation_id: conversationId } = part
  const outcome = isRefused
    ? ({ result: 'failed', ...word.failure } as const)
    : ({ result: 'sent' } as const)
  const isDoubtful = part.state === 'unknown'
  await advance(accountId, {
    target: {
      conversationId,
      channelId: part.channel_id,
      messageIds: [messageId],
      externalIds: [externalId],
    },
    what: {
      settled: { partId: part.id, state: outcome.result, outcome },
      trigger: {
        type: 'part-settled',
        lineId: newId(),
        part: { kind: 'message', messageId, outcome, ...(isDoubtful && { isDoubtful }) },
      },
      externals: [{ externalId, messageId, position: part.position * MOST_IDS }],
    },
  })
  const request = isRefused ? undefined : earlyRequest(conversationId, messageId, word)
  if (request) await advance(accountId, request)
}
