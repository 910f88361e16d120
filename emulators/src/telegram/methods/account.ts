import { isObject } from '../params.ts'
import { badRequest, Refusal } from '../refusal.ts'
import { botUser, wireChat } from '../wire.ts'
import type { Method } from './call.ts'
import { getChat as findChat } from './chats.ts'

export const getMe: Method = ({ bot }) => ({
  ...botUser(bot),
  can_join_groups: true,
  can_read_all_group_messages: bot.readsWholeGroups,
  supports_inline_queries: false,
  supports_guest_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
})

export const setMyCommands: Method = ({ telegram, bot, params }) => {
  const commands = params.json('commands', "can't parse commands JSON object")
  if (!Array.isArray(commands)) throw badRequest('expected an Array of BotCommand')
  if (commands.length > 100) throw badRequest('too many bot commands specified')
  for (const item of commands) {
    if (!isObject(item) || !/^\/?[a-z0-9_]{1,32}$/.test(String(item.command)))
      throw badRequest('BOT_COMMAND_INVALID')
    const length = String(item.description ?? '').trim().length
    if (length < 1 || length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
  }
  bot.commands = commands
  telegram.world.saveBot(bot)
  return true
}

export const getMyCommands: Method = ({ bot }) => bot.commands

export const deleteMyCommands: Method = ({ telegram, bot }) => {
  bot.commands = []
  telegram.world.saveBot(bot)
  return true
}

export const setMyDescription: Method = () => true

export const getChat: Method = (call) => ({
  ...wireChat(call.telegram.world, findChat(call).id),
  accent_color_id: 0,
  max_reaction_count: 11,
})

/** Nobody here has a portrait; the shape is what matters. */
export const getUserProfilePhotos: Method = ({ telegram, params }) => {
  const id = params.integer('user_id')
  if (!telegram.world.people.has(id) && !telegram.world.bots.has(id))
    throw badRequest('user not found')
  return { total_count: 0, photos: [] }
}

export const logOut: Method = ({ telegram, bot }) => {
  bot.status = 'logged-out'
  telegram.world.saveBot(bot)
  telegram.updates.applyWebhook(bot)
  return true
}

/** The real server refuses this during the first ten minutes, which is when anybody would try. */
export const close: Method = () => {
  throw new Refusal(429, 'retry after 600', { retry_after: 600 })
}
