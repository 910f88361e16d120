import { v7 as newId } from 'uuid'

import type { ChannelErrorReason } from '../channels/index.ts'
import type { Database } from '../database/index.ts'
import type { PartOutcome } from '../rules/index.ts'
import type { Advance } from './advance.ts'

/** What a platform says of a message of ours after it was sent. */
export type EarlyWord =
  | { status: 'sent' | 'delivered' | 'read' }
  | { failure: { reason: ChannelErrorReason; code?: string } }

/** One call makes fewer messages than this. */
export const MOST_IDS = 100

/** A message of ours by one of the names that its platform gave it. */
export interface NamedMessage {
  message_id: string
  conversation_id: string
  /** Which part of it the name is of, and which of that part's messages. */
  position: number
}

interface Around {
  database: Database
  advance: Advance
}

/** Tells the conversation of a message what was said of it; nothing where that knows it anyway. */
export async function tellWord(
  around: Around,
  accountId: string,
  { named, word }: { named: NamedMessage; word: EarlyWord },
): Promise<void> {
  if ('failure' in word) return tellRefusal(around, accountId, { named, failure: word.failure })
  const { status } = word
  if (status === 'sent') return
  const { conversation_id: conversationId, message_id } = named
  const messageIds = [message_id]
  await around.advance(accountId, {
    target: { conversationId, messageIds },
    what: { trigger: { type: 'receipt', messageIds, status } },
  })
}

/** A call of ours, as far as the platform's word can settle it. */
interface KeyedPart {
  id: string
  channel_id: string
  conversation_id: string
  message_id: string
  position: number
  state: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'cancelled'
}

const columns = 'id, channel_id, conversation_id, message_id, position, state'

/**
 * The platform took it first and refused it later. What was sent again since is another part of the
 * queue, of which nothing was said.
 */
async function tellRefusal(
  { database, advance }: Around,
  accountId: string,
  {
    named,
    failure,
  }: { named: NamedMessage; failure: Extract<EarlyWord, { failure: object }>['failure'] },
): Promise<void> {
  const { rows } = await database.query<KeyedPart>(
    `select ${columns} from parts
     where account_id = $1 and message_id = $2 and kind = 'message' and position = $3`,
    [accountId, named.message_id, Math.floor(named.position / MOST_IDS)],
  )
  const [part] = rows
  if (part?.state !== 'sent' && part?.state !== 'unknown') return
  await settleLate(advance, accountId, { part, outcome: { result: 'failed', ...failure } })
}

/** `OutboundPart.key`: of each round another, since what failed is another message the next time. */
export const keyOfPart = ({ id, round }: { id: string; round: number }): string =>
  round === 0 ? id : `${id}-${round}`

/** By the key that it was sent with; nothing for what another application sent. */
export async function findKeyedPart(
  database: Database,
  { accountId, channelId, key }: { accountId: string; channelId: string; key: string },
): Promise<KeyedPart | undefined> {
  const [, id, round = '0'] =
    /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-(\d{1,9}))?$/i.exec(key) ?? []
  if (id === undefined) return undefined
  const { rows } = await database.query<KeyedPart>(
    `select ${columns} from parts
     where account_id = $1 and id = $3 and channel_id = $2 and kind = 'message' and round = $4`,
    [accountId, channelId, id, Number(round)],
  )
  return rows[0]
}

/** Whether the platform's word about it would be news. */
export const isOpen = ({ state }: KeyedPart): boolean =>
  state === 'queued' || state === 'sending' || state === 'unknown'

/**
 * Settles a call whose answer was lost by what the platform says of it: nobody has to decide any
 * more, and what waits to be sent again does not leave. Said twice, it is known the second time.
 */
export async function settleDoubt(
  around: Around,
  accountId: string,
  { part, externalId, word }: { part: KeyedPart; externalId: string; word: EarlyWord },
): Promise<void> {
  const { message_id, conversation_id, position } = part
  const named = { message_id, conversation_id, position: position * MOST_IDS }
  // Settled since by another word of the platform's: this one may go further.
  if (part.state === 'sent') return tellWord(around, accountId, { named, word })
  const isRefused = 'failure' in word
  // What is tried again has an outcome of its own coming.
  if (part.state !== 'unknown' && (part.state !== 'queued' || isRefused)) return
  const outcome: PartOutcome = isRefused
    ? { result: 'failed', ...word.failure }
    : { result: 'sent' }
  await settleLate(around.advance, accountId, { part, outcome, externalId })
  if (!isRefused) await tellWord(around, accountId, { named, word })
}

async function settleLate(
  advance: Advance,
  accountId: string,
  { part, outcome, externalId }: { part: KeyedPart; outcome: PartOutcome; externalId?: string },
): Promise<void> {
  const { message_id: messageId, conversation_id: conversationId, state } = part
  const before = state === 'unknown' || state === 'sent' ? state : undefined
  const settled = { partId: part.id, state: outcome.result as 'sent' | 'failed', outcome }
  await advance(accountId, {
    target: {
      ...{ conversationId, channelId: part.channel_id, messageIds: [messageId] },
      ...(externalId && { externalIds: [externalId] }),
    },
    what: {
      settled: { ...settled, isLate: true },
      trigger: {
        type: 'part-settled',
        lineId: newId(),
        part: { kind: 'message', messageId, outcome, ...(before && { before }) },
      },
      ...(externalId && {
        externals: [{ externalId, messageId, position: part.position * MOST_IDS }],
      }),
    },
  })
}
