import type { ExternalId, ThreadId } from '../contract.ts'
import type { SentMessage } from './types.ts'

/** Telegram numbers messages within a chat, so the chat is part of the name. */
export function toExternalId(message: SentMessage): ExternalId {
  return `${message.chat.id}:${message.message_id}` as ExternalId
}

/** Within a private chat: the chat's id is the person's. */
export function toThreadId(chatId: number): ThreadId {
  return String(chatId) as ThreadId
}

export function toMessageId(id: ExternalId): number {
  return Number(id.slice(id.lastIndexOf(':') + 1))
}
