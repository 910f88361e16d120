import type { Queryable } from '../database/index.ts'
import { toDatabaseJson } from '../lib/database-json.ts'
import type { Conversation, MessageState, Visit } from '../rules/index.ts'
import { type StoredMessage, toConversation, toMessage } from './stored.ts'

/** Names a conversation: by its id, by a message in it (`target`), or by its thread. */
export interface Target {
  conversationId?: string
  channelId?: string
  thread?: string
  address?: string
  /** External id of a message: the conversation is the one that message is in. */
  target?: string
  /** External id of a message that is only looked up. */
  quoted?: string
  /** External ids of messages that are spoken of. */
  lookup?: string[]
  /** External ids of what is new: one that is known means that it is not. */
  externalIds?: string[]
  messageIds?: string[]
  /** Whether these messages are there at all is asked, in whichever conversation. */
  isAnywhere?: true
  clientId?: string
  /** What may be «номер заявки» in what the customer wrote, the first one first. */
  visitNumbers?: string[]
  /** Where none is open: the last one, if its customer was asked for a mark. */
  mayRate?: true
  /** A part whose try has ended: how it stands is asked. */
  partId?: string
}

/** What is known of a conversation before `step` decides. */
export interface Loaded {
  conversation?: Conversation & {
    version: number
    number: number
    contactId: string
    wakeAt: number | null
    concerns: string[]
  }
  /** Of the account's settings: what is kept of an older version is read anew. */
  settingsVersion: number
  channelId: string
  thread: string
  address: string
  previous?: { id: string; number: number; operatorId?: string; replyUntil?: number }
  contact?: {
    contactId: string
    contactName: string
    name: string
    profile: Record<string, string>
    blockedAt: string | null
    contactVersion: number
    isVip: boolean
    isBarred: boolean
    isSpam: boolean
    ratingAskedAt: string | null
  }
  channel?: { version: number; state: string }
  /** What `target` and `quoted` turned out to be. */
  targetMessageId?: string
  quotedMessageId?: string
  /** Message ids by the external ids that are already known. */
  known: Record<string, string>
  messages: Map<string, MessageState>
  byClient?: MessageState
  /** The first of `visitNumbers` that is known and may be used. */
  visit?: LoadedVisit
  leaving: Set<string>
  /** External ids of the messages asked for, in the order of their parts. */
  externalIds: Record<string, string[]>
  part?: LoadedPart
}

export interface LoadedPart {
  state: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'cancelled'
  tries: number
}

/** A visit of this account, whose counter is linked with a widget. */
export interface LoadedVisit extends Omit<Visit, 'at' | 'page'> {
  pageTitle: string
  pageUrl: string
  at: string
  until: string
  contactId: string | null
  /** What was decided of the channel; null where nothing was. */
  isOn: boolean | null
}

interface Row {
  conversation: {
    id: string
    number: number
    version: number
    channelId: string
    thread: string
    address: string
    contactId: string
    kind: Conversation['kind']
    state: object
    stateVersion: number
    teamId: string | null
    wakeAt: string | null
    concerns: string[]
  } | null
  settingsVersion: number
  previous: {
    id: string
    number: number
    operatorId: string | null
    replyUntil: number | null
  } | null
  address: Loaded['contact'] | null
  channel: { version: number; state: string } | null
  targetMessageId: string | null
  quotedMessageId: string | null
  known: Record<string, string> | null
  messages: StoredMessage[] | null
  byClient: StoredMessage | null
  visit: LoadedVisit | null
  leaving: string[] | null
  externalIds: Record<string, string[]> | null
  part: LoadedPart | null
}

/** One call, no locks. The answers come in the order of the targets. */
export async function load(
  client: Queryable,
  accountId: string,
  targets: Target[],
): Promise<Loaded[]> {
  const keys = targets.map((target, k) => ({ k, ...target }))
  const { rows } = await client.query<{ k: number; data: Row }>(
    'select k, data from load_conversations($1, $2)',
    [accountId, toDatabaseJson(keys)],
  )
  const loaded: Loaded[] = []
  for (const { k, data } of rows) loaded[k] = toLoaded(data, targets[k] ?? {})
  return loaded
}

function toLoaded(row: Row, target: Target): Loaded {
  const { conversation } = row
  return {
    ...(conversation && {
      conversation: {
        ...toConversation(conversation),
        version: conversation.version,
        number: conversation.number,
        contactId: conversation.contactId,
        wakeAt: conversation.wakeAt ? Date.parse(conversation.wakeAt) : null,
        concerns: conversation.concerns,
      },
    }),
    channelId: conversation?.channelId ?? target.channelId ?? '',
    thread: conversation?.thread ?? target.thread ?? '',
    address: conversation?.address ?? target.address ?? '',
    settingsVersion: row.settingsVersion,
    ...(row.previous && { previous: toPrevious(row.previous) }),
    ...(row.address && { contact: row.address }),
    ...(row.channel && { channel: row.channel }),
    ...(row.targetMessageId && { targetMessageId: row.targetMessageId }),
    ...(row.quotedMessageId && { quotedMessageId: row.quotedMessageId }),
    known: row.known ?? {},
    messages: new Map(
      (row.messages ?? [])
        .filter((message) => !isElsewhere(message, row, target))
        .map((message) => [message.id, toMessage(message)]),
    ),
    ...(row.visit && { visit: row.visit }),
    ...(row.byClient && { byClient: toMessage(row.byClient) }),
    leaving: new Set(row.leaving ?? []),
    externalIds: row.externalIds ?? {},
    ...(row.part && { part: row.part }),
  }
}

/** Asked for by its id, a message of another conversation is none of this one's. */
const isElsewhere = ({ id, conversationId }: StoredMessage, row: Row, target: Target) =>
  !target.isAnywhere &&
  conversationId !== row.conversation?.id &&
  (target.messageIds?.includes(id) ?? false)

function toPrevious({ id, number, operatorId, replyUntil }: NonNullable<Row['previous']>) {
  return {
    id,
    number,
    ...(operatorId && { operatorId }),
    ...(replyUntil !== null && { replyUntil }),
  }
}

/** What the rules are given of a loaded conversation. */
export function bare(loaded: NonNullable<Loaded['conversation']>): Conversation {
  const {
    version: _,
    number: __,
    contactId: ___,
    wakeAt: ____,
    concerns: _____,
    ...conversation
  } = loaded
  return conversation
}
