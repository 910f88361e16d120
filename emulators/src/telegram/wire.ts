import { toUnix } from '../clock.ts'
import type { Bot, Chat, Group, Message, Person } from './model.ts'
import type { WireChat, WireMessage, WireUser } from './wire-types.ts'
import type { World } from './world.ts'

export function botUser(bot: Bot): WireUser {
  return { id: bot.id, is_bot: true, first_name: bot.name, username: bot.username }
}

export function personUser(person: Person): WireUser {
  return {
    id: person.id,
    is_bot: false,
    first_name: person.firstName,
    ...(person.lastName && { last_name: person.lastName }),
    ...(person.username && { username: person.username }),
    ...(person.languageCode && { language_code: person.languageCode }),
  }
}

export function privateChat(person: Person): WireChat {
  return {
    id: person.id,
    first_name: person.firstName,
    ...(person.lastName && { last_name: person.lastName }),
    ...(person.username && { username: person.username }),
    type: 'private',
  }
}

export function groupChat(group: Group): WireChat {
  return { id: group.id, title: group.title, type: group.type }
}

export function wireChat(world: World, chatId: number): WireChat {
  const group = world.groups.get(chatId)
  if (group) return groupChat(group)
  const person = world.people.get(chatId)
  return person ? privateChat(person) : { id: chatId, type: 'private' }
}

export function wireUser(world: World, userId: number): WireUser {
  const bot = world.bots.get(userId)
  if (bot) return botUser(bot)
  const person = world.people.get(userId)
  return person ? personUser(person) : { id: userId, is_bot: false, first_name: '' }
}

export function wireMessage(world: World, chat: Chat, message: Message): WireMessage {
  const quoted = message.replyTo === undefined ? undefined : chat.messages.get(message.replyTo)
  return {
    ...wireMessageAlone(world, chat, message),
    // A quoted message comes without what it quotes itself.
    ...(quoted && { reply_to_message: wireMessageAlone(world, chat, quoted) }),
  }
}

function wireMessageAlone(world: World, chat: Chat, message: Message): WireMessage {
  return {
    message_id: message.id,
    from: wireUser(world, message.authorId),
    chat: wireChat(world, chat.id),
    date: toUnix(message.at),
    ...(message.editedAt && { edit_date: toUnix(message.editedAt) }),
    ...message.content,
    ...(message.inlineKeyboard && { reply_markup: message.inlineKeyboard }),
  }
}
