import type { Chat, Message } from '../model.ts'
import { isObject } from '../params.ts'
import { badRequest, forbidden, Refusal } from '../refusal.ts'
import { findMessage } from '../transcript.ts'
import type { Call } from './call.ts'

/** The chat a call names, whether or not the bot may write there. */
export function getChat({ telegram, bot, params }: Call, name = 'chat_id'): Chat {
  const { world } = telegram
  const text = params.text(name).trim()
  if (text === '') throw badRequest(`${name} is empty`)
  const id = Number(text)
  const group = world.groups.get(id)
  if (group?.migratedTo !== undefined)
    throw new Refusal(400, 'group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: group.migratedTo,
    })
  if (world.bots.has(id) && id !== bot.id) throw forbidden("the bot can't send messages to the bot")
  const chat = Number.isSafeInteger(id) ? world.findChat(bot.id, id) : undefined
  if (chat) return chat
  // Seen in a group, but never in private.
  const isMet = [...world.groups.values()].some(
    (known) => known.memberIds.includes(id) && known.memberIds.includes(bot.id),
  )
  if (isMet) throw forbidden("bot can't initiate conversation with a user")
  throw badRequest('chat not found')
}

/** The chat, if the person has not shut it. */
export function getOpenChat(call: Call): Chat {
  const chat = getChat(call)
  if (call.telegram.world.people.get(chat.id)?.isDeactivated) throw forbidden('user is deactivated')
  if (chat.isBlocked)
    throw forbidden(
      chat.id > 0 ? 'bot was blocked by the user' : 'bot was kicked from the group chat',
    )
  return chat
}

/** The message a call answers, or nothing when it is gone and that is allowed. */
export function readReplyTarget({ params }: Call, chat: Chat): number | undefined {
  const given = params.json('reply_parameters', "can't parse reply parameters JSON object")
  if (given !== undefined && !isObject(given))
    throw badRequest('object expected as reply parameters')
  const id = Number(given?.message_id ?? params.integer('reply_to_message_id'))
  if (!id) return undefined
  if (findMessage(chat, id)) return id
  const mayBeMissing =
    given?.allow_sending_without_reply === true || params.flag('allow_sending_without_reply')
  if (mayBeMissing) return undefined
  throw badRequest('message to be replied not found')
}

export function getMessage(chat: Chat, id: number, purpose: 'edit' | 'delete' | 'react'): Message {
  const message = findMessage(chat, id)
  if (!message) throw badRequest(`message to ${purpose} not found`)
  return message
}
