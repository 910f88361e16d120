import type { Chat, Message } from '../model.ts'
import { badRequest } from '../refusal.ts'
import { erase, findMessage } from '../transcript.ts'
import type { Method } from './call.ts'
import { getChat, getMessage } from './chats.ts'

const DELETABLE_MS = 48 * 3600_000
const MAX_AT_ONCE = 100

export const deleteMessage: Method = (call) => {
  const chat = getChat(call)
  const message = getMessage(chat, call.params.integer('message_id'), 'delete')
  if (!isYoung(message, call.telegram.clock.now()) || !isOurs(chat, message, call.bot.id))
    throw badRequest("message can't be deleted for everyone")
  erase(call.telegram, chat, message)
  return true
}

/** What is missing or too old is passed over without a word. */
export const deleteMessages: Method = (call) => {
  const ids = call.params.json('message_ids', "can't parse message identifiers JSON object")
  if (!Array.isArray(ids)) throw badRequest('expected an Array of message identifiers')
  if (ids.length === 0) throw badRequest('message identifiers are not specified')
  if (ids.length > MAX_AT_ONCE) throw badRequest('too many message identifiers specified')
  const chat = getChat(call)
  for (const id of ids) {
    const message = findMessage(chat, Number(id))
    if (
      message &&
      isYoung(message, call.telegram.clock.now()) &&
      isOurs(chat, message, call.bot.id)
    )
      erase(call.telegram, chat, message)
  }
  return true
}

function isYoung(message: Message, now: number): boolean {
  return now - message.at < DELETABLE_MS
}

/** In a private chat both sides' messages; in a group, without rights, only the bot's own. */
function isOurs(chat: Chat, message: Message, botId: number): boolean {
  return chat.id > 0 || message.authorId === botId
}
