import type { Conversation, MessageState } from '../rules/index.ts'

/** The shape of `conversations.state`. A stored state of an older shape is upgraded when read. */
export const STATE_VERSION = 2

/** A conversation's state is stored without what has a column of its own. */
export type StoredState = Omit<Conversation, 'id' | 'kind'>

export interface StoredConversation {
  id: string
  kind: Conversation['kind']
  state: object
  stateVersion: number
  /** Columns that an older state did not know. */
  teamId: string | null
}

export function toConversation(row: StoredConversation): Conversation {
  return { id: row.id, kind: row.kind, ...(upgraded(row) as StoredState) }
}

function upgraded({ id, state, stateVersion, teamId }: StoredConversation): object {
  if (stateVersion === STATE_VERSION) return state
  if (stateVersion !== 1)
    throw new Error(`conversation ${id} has a state of version ${stateVersion}`)
  return withQueue(state as { holding: object }, teamId)
}

/** 1 → 2: there was one queue, nobody was asked, and whatever was closed was not spam. */
function withQueue(
  state: { holding: { status?: string; before?: object } },
  teamId: string | null,
) {
  const upgrade = (holding: { status?: string; before?: object }): object => {
    const queue = { kind: 'team', id: teamId, by: 'receiver' }
    if (holding.status === 'queued') return { ...holding, queue, isByHand: true }
    if (holding.status !== 'closing') return holding
    return { ...holding, reason: 'operator', before: upgrade(holding.before ?? {}) }
  }
  // Whatever was said before there were automatic replies is not answered by one.
  return { ...state, holding: upgrade(state.holding), autoReplies: { done: [], isOver: true } }
}

export function toStoredState({ id: _, kind: __, ...state }: Conversation): StoredState {
  return state
}

/** A row of messages as `message_row` gives it. */
export interface StoredMessage {
  id: string
  conversationId: string
  version: number
  seq: number
  kind: MessageState['kind']
  authorType: MessageState['author']['type']
  authorId: string | null
  authorName: string
  text: string
  content: MessageState['content']
  status: NonNullable<MessageState['status']> | null
  failure: NonNullable<MessageState['failure']> | null
  delivery: NonNullable<MessageState['delivery']> | null
  at: string
  editedAt: string | null
  deletedAt: string | null
  clientId: string | null
}

export function toMessage(row: StoredMessage): MessageState {
  return {
    id: row.id,
    conversationId: row.conversationId,
    version: row.version,
    seq: row.seq,
    kind: row.kind,
    author: {
      type: row.authorType,
      name: row.authorName,
      ...(row.authorId && { id: row.authorId }),
    },
    text: row.text,
    content: row.content,
    at: Date.parse(row.at),
    ...(row.status && { status: row.status }),
    ...(row.failure && { failure: row.failure }),
    ...(row.delivery && { delivery: row.delivery }),
    ...(row.editedAt && { editedAt: Date.parse(row.editedAt) }),
    ...(row.deletedAt && { deletedAt: Date.parse(row.deletedAt) }),
    ...(row.clientId && { clientId: row.clientId }),
  }
}

export function toStoredMessage(message: MessageState): StoredMessage {
  return {
    id: message.id,
    conversationId: message.conversationId,
    version: message.version,
    seq: message.seq,
    kind: message.kind,
    authorType: message.author.type,
    authorId: message.author.id ?? null,
    authorName: message.author.name,
    text: message.text,
    content: message.content,
    status: message.status ?? null,
    failure: message.failure ?? null,
    delivery: message.delivery ?? null,
    at: new Date(message.at).toISOString(),
    editedAt: isoOrNull(message.editedAt),
    deletedAt: isoOrNull(message.deletedAt),
    clientId: message.clientId ?? null,
  }
}

export const isoOrNull = (moment: number | undefined): string | null =>
  moment === undefined ? null : new Date(moment).toISOString()

/** A moment of the database as the rules count it. */
export const momentOrNone = (iso: string | null | undefined): number | undefined =>
  iso ? Date.parse(iso) : undefined
