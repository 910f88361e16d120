import type { Conversation, Message } from '@otklik/protocol'
import type {
  ToldConversation,
  ToldMessage,
  WebhookEvent,
  WebhookEventType,
} from '@otklik/protocol/settings'

import type { Marks } from '../tracking/index.ts'

/** An entry of the feed, as far as webhooks read it. */
export interface Entry {
  number: number
  kind: string
  payload: unknown
}

/** Contacts and conversations as they are when the entries are read. */
export interface Known {
  conversation(id: string): Conversation | undefined
  contact(id: string): ToldContact | undefined
  marks(visitId: string): Marks | undefined
}

type ToldContact = (WebhookEvent & { type: 'contact.changed' })['data']['contact'] & {
  isErased: boolean
}

/** What happened, and the name by which it is told once, whatever is read again. */
export interface Told {
  name: string
  type: WebhookEventType
  at: string
  data: WebhookEvent['data']
  conversationId?: string
  contactId?: string
}

/**
 * Of what is older nothing is told: by then it may be forgotten that it was told already. A reader
 * that was away for longer has lost it, as the letters to it have.
 */
export const FORGOTTEN_AFTER_MS = 72 * 3_600_000

/** What one entry of the feed says to others. Pure; its names depend on nothing but what happened. */
export function tellEntry({ kind, payload }: Entry, known: Known, now: Date): Told[] {
  const isRecent = (at: string | undefined): at is string =>
    at !== undefined && now.getTime() - Date.parse(at) < FORGOTTEN_AFTER_MS
  if (kind === 'conversation') return tellConversation(payload as Conversation, known, isRecent)
  if (kind === 'contact') return tellContact(known.contact((payload as { id: string }).id), now)
  if (kind !== 'message') return []
  const message = payload as Message
  const conversation = known.conversation(message.conversationId)
  if (!conversation || !isRecent(message.at)) return []
  if (message.kind === 'system') return tellLine(message, conversation, known)
  return message.kind === 'message' ? tellMessage(message, conversation, known) : []
}

function tellConversation(
  payload: Conversation,
  known: Known,
  isRecent: (at: string | undefined) => at is string,
): Told[] {
  const { id, version, status, operatorId, assignedSince, openedAt, closedAt } = payload
  const about = { conversationId: id, contactId: payload.contact.id }
  const data = { conversation: toldConversation(payload, known) }
  const told: Told[] = []
  const isImported = payload.closeReason === 'imported' || payload.closeReason === 'erased'
  if (version === 1 && !isImported && isRecent(openedAt)) {
    told.push({ name: `${id}:created`, type: 'conversation.created', at: openedAt, data, ...about })
  }
  if (status === 'assigned' && operatorId && isRecent(assignedSince)) {
    const name = `${id}:assigned:${operatorId}:${assignedSince}`
    told.push({ name, type: 'conversation.assigned', at: assignedSince, data, ...about })
  }
  if (status === 'closed' && !isImported && isRecent(closedAt)) {
    told.push({ name: `${id}:closed`, type: 'conversation.closed', at: closedAt, data, ...about })
  }
  return told
}

function tellLine(message: Message, conversation: Conversation, known: Known): Told[] {
  const { system, version, at } = message
  if (!system || version !== 1) return []
  const { id: conversationId, contact } = conversation
  const about = { at, conversationId, contactId: contact.id }
  const told = { conversation: toldConversation(conversation, known) }
  if (system.code === 'transferred') {
    const name = `${message.id}:transferred`
    return [{ name, type: 'conversation.transferred', data: told, ...about }]
  }
  if (system.code !== 'rated') return []
  const { score, scale, low } = system.parameters
  const rating = {
    score: Number(score),
    scale: scale === 'thumbs' ? ('thumbs' as const) : ('stars' as const),
    isLow: low !== undefined,
  }
  const name = `${message.id}:rated`
  return [{ name, type: 'rating.received', data: { ...told, rating }, ...about }]
}

/** Statuses only grow, and one may be skipped: what is read was delivered, and was sent. */
const passed: Partial<Record<string, WebhookEventType[]>> = {
  sent: ['message.sent'],
  delivered: ['message.sent', 'message.delivered'],
  read: ['message.sent', 'message.delivered', 'message.read'],
  failed: ['message.failed'],
}

function tellMessage(message: Message, conversation: Conversation, known: Known): Told[] {
  const { id: conversationId, contact } = conversation
  const isTheirs = message.author.type === 'contact'
  const types = isTheirs
    ? message.version === 1
      ? (['message.received'] as const)
      : []
    : (passed[message.status ?? ''] ?? [])
  const data = {
    conversation: toldConversation(conversation, known),
    message: toldMessage(message),
  }
  return types.map((type) => ({
    name: `${message.id}:${type.slice('message.'.length)}`,
    type,
    at: message.at,
    data,
    conversationId,
    contactId: contact.id,
  }))
}

function tellContact(contact: ToldContact | undefined, now: Date): Told[] {
  if (!contact) return []
  const { isErased, ...card } = contact
  const about = { at: now.toISOString(), contactId: contact.id }
  if (isErased) {
    const name = `${contact.id}:erased`
    return [{ name, type: 'contact.erased', data: { contact: { id: contact.id } }, ...about }]
  }
  const name = `${contact.id}:v${contact.version}`
  return [{ name, type: 'contact.changed', data: { contact: card }, ...about }]
}

/** Only what receivers may rely on: the rest is ours to change. */
function toldConversation(from: Conversation, known: Known): ToldConversation {
  const { id, number, channelId, kind, status, operatorId, bot, teamId, topic, tags } = from
  const { openedAt, closedAt, closeReason, previousId, visit } = from
  const { isVip } = from.contact
  return {
    ...{ id, number, channelId, kind, status, openedAt },
    contact: { id: from.contact.id, name: from.contact.name, ...(isVip && { isVip }) },
    ...(operatorId && { operatorId }),
    ...(bot && { bot }),
    ...(teamId && { teamId }),
    ...(topic !== undefined && { topic }),
    ...(tags && { tags }),
    ...(closedAt && { closedAt }),
    ...(closeReason && { closeReason }),
    ...(previousId && { previousId }),
    ...(visit && { visit: { ...visit, ...known.marks(visit.id) } }),
  }
}

function toldMessage(from: Message): ToldMessage {
  const { id, conversationId, seq, author, text, at } = from
  const { files, location, sharedContact, buttons, template, status, failure } = from
  return {
    ...{ id, conversationId, seq, author, text, at },
    ...(files && { files }),
    ...(location && { location }),
    ...(sharedContact && { sharedContact }),
    ...(buttons && { buttons }),
    ...(template && { template }),
    ...(status && { status }),
    ...(failure && { failure }),
  }
}
