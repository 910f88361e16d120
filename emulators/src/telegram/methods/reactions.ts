import { isObject } from '../params.ts'
import { setReaction } from '../reactions.ts'
import { badRequest } from '../refusal.ts'
import type { Method } from './call.ts'
import { getMessage, getOpenChat } from './chats.ts'

export const answerCallbackQuery: Method = ({ telegram, bot, params }) => {
  const text = params.text('text')
  if ([...text].length > 200) throw badRequest('MESSAGE_TOO_LONG')
  const callback = telegram.callbacks.answer(bot.id, params.text('callback_query_id'), {
    showAlert: params.flag('show_alert'),
    ...(text !== '' && { text }),
    ...(params.has('url') && { url: params.text('url') }),
  })
  const chat = telegram.world.findChat(bot.id, callback.chatId)
  if (chat && text !== '')
    chat.notice = { text, isAlert: params.flag('show_alert'), at: telegram.clock.now() }
  if (chat) telegram.touch(chat)
  return true
}

export const setMessageReaction: Method = (call) => {
  const { telegram, bot, params } = call
  const given = params.json('reaction', "can't parse reaction types JSON object") ?? []
  if (!Array.isArray(given)) throw badRequest('expected an Array of ReactionType')
  if (given.length > 1) throw badRequest('REACTIONS_TOO_MANY')
  const emoji = given.map((item) => {
    if (!isObject(item) || typeof item.emoji !== 'string') throw badRequest('REACTION_INVALID')
    return item.emoji
  })
  const chat = getOpenChat(call)
  const message = getMessage(chat, params.integer('message_id'), 'react')
  setReaction(telegram, chat, message, { userId: bot.id, emoji })
  return true
}
