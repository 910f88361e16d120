import { toUnix } from '../clock.ts'
import { ControlError } from '../fields.ts'
import { CALLBACK_LIFETIME_MS } from './callbacks.ts'
import type { Bot, Chat, Draft, Group, Message, Person } from './model.ts'
import { setReaction } from './reactions.ts'
import type { Telegram } from './telegram.ts'
import { formatTyped } from './text/read-text.ts'
import { erase, findMessage, post, saveEdit } from './transcript.ts'
import { botUser, personUser, wireChat, wireMessage } from './wire.ts'
import type { Content, InlineButton, ReplyButton } from './wire-types.ts'

/** One person before one chat of one bot: what people do, and what the bot hears of it. */
export interface Seat {
  telegram: Telegram
  bot: Bot
  person: Person
  chat: Chat
}

export function sit(telegram: Telegram, bot: Bot, person: Person, chatId = person.id): Seat {
  return { telegram, bot, person, chat: telegram.world.openChat(bot.id, chatId) }
}

/** Sends a message; without network it waits on the phone and `undefined` comes back. */
export function write(seat: Seat, draft: Draft): Message | undefined {
  if (!seat.person.isOffline) return dispatch(seat, draft)
  seat.chat.outbox.push(draft)
  seat.telegram.world.saveChat(seat.chat)
  seat.telegram.touch(seat.chat)
  return undefined
}

export function writeText(seat: Seat, text: string, replyTo?: number): Message | undefined {
  const formatted = formatTyped(text)
  if (formatted.text === '') throw new ControlError(400, 'the text is empty')
  return write(seat, { content: textContent(formatted), ...(replyTo && { replyTo }) })
}

const textContent = ({ text, entities }: ReturnType<typeof formatTyped>): Content => ({
  text,
  ...(entities.length > 0 && { entities }),
})

function dispatch(seat: Seat, { content, replyTo }: Draft): Message {
  const { telegram, bot, person, chat } = seat
  if (chat.isBlocked && chat.id > 0) unblock(seat)
  const message = post(telegram, chat, { authorId: person.id, content, replyTo })
  if (chat.keyboard?.one_time_keyboard) hideKeyboard(seat)
  if (hears(seat, message))
    telegram.updates.push(bot, {
      kind: 'message',
      body: wireMessage(telegram.world, chat, message),
      lane: `chat:${chat.id}`,
      chatId: chat.id,
      messageId: message.id,
    })
  return message
}

/** In a group a bot hears commands and answers to itself, unless it was made to hear everything. */
function hears({ bot, chat }: Seat, { content, replyTo }: Message): boolean {
  if (chat.id > 0 || bot.readsWholeGroups) return true
  if (/^\/\w+(@|\s|$)/.test(content.text ?? '')) return true
  return replyTo !== undefined && chat.messages.get(replyTo)?.authorId === bot.id
}

function hideKeyboard({ telegram, chat }: Seat): void {
  delete chat.keyboard
  telegram.world.saveChat(chat)
}

export function edit(seat: Seat, messageId: number, text: string): Message {
  const { telegram, bot, chat } = seat
  const message = getOwn(seat, messageId)
  const formatted = formatTyped(text)
  if (message.content.text !== undefined) message.content = textContent(formatted)
  else message.content = { ...message.content, caption: formatted.text }
  saveEdit(telegram, chat, message)
  telegram.updates.push(bot, {
    kind: 'edited_message',
    body: wireMessage(telegram.world, chat, message),
    lane: `chat:${chat.id}`,
    chatId: chat.id,
    messageId,
  })
  return message
}

/** The bot is not told: the platform keeps deletions in private chats to itself. */
export function remove(seat: Seat, messageId: number): void {
  erase(seat.telegram, seat.chat, getMessage(seat, messageId))
}

export interface ButtonPlace {
  row: number
  column: number
}

/** Presses an inline button; answers what the press is called, to look for the bot's reaction. */
export function press(
  seat: Seat,
  messageId: number,
  where: ButtonPlace | { data: string },
): string {
  const { telegram, bot, person, chat } = seat
  requireNetwork(seat)
  const message = chat.messages.get(messageId)
  if (!message) throw new ControlError(404, 'message not found')
  const { button, place } = findButton(message, where)
  if (button.callback_data === undefined)
    throw new ControlError(409, 'the button only opens a link')
  const callback = telegram.callbacks.open({ botId: bot.id, personId: person.id, chatId: chat.id })
  message.pressed = { ...place, at: telegram.clock.now() }
  telegram.world.saveMessage(chat, message)
  telegram.touch(chat)
  const isGone = message.deletedAt !== undefined
  telegram.updates.push(bot, {
    kind: 'callback_query',
    body: {
      id: callback.id,
      from: personUser(person),
      message: isGone
        ? { chat: wireChat(telegram.world, chat.id), message_id: messageId, date: 0 }
        : wireMessage(telegram.world, chat, message),
      chat_instance: `-34${chat.botId}${Math.abs(chat.id)}`.slice(0, 20),
      data: button.callback_data,
    },
    // A lane of its own: a press may overtake the person's messages.
    lane: `callback:${person.id}`,
    lifetimeMs: CALLBACK_LIFETIME_MS,
    chatId: chat.id,
    messageId,
  })
  return callback.id
}

function findButton(message: Message, where: ButtonPlace | { data: string }) {
  const rows = message.inlineKeyboard?.inline_keyboard ?? []
  for (const [row, buttons] of rows.entries())
    for (const [column, button] of buttons.entries())
      if (fits(button, { row, column }, where)) return { button, place: { row, column } }
  throw new ControlError(404, 'button not found')
}

function fits(
  button: InlineButton,
  at: ButtonPlace,
  where: ButtonPlace | { data: string },
): boolean {
  if ('data' in where) return button.callback_data === where.data
  return at.row === where.row && at.column === where.column
}

/** Presses a button of the keyboard under the input: its text is sent, or what it asks for. */
export function pressKey(seat: Seat, where: ButtonPlace | { text: string }): Message | undefined {
  const rows = seat.chat.keyboard?.keyboard ?? []
  const key: ReplyButton | undefined =
    'text' in where
      ? rows.flat().find((button) => button.text === where.text)
      : rows[where.row]?.[where.column]
  if (!key) throw new ControlError(404, 'key not found')
  const { person } = seat
  if (key.request_contact) return write(seat, { content: { contact: ownContact(person) } })
  if (key.request_location)
    return write(seat, { content: { location: { latitude: 55.751999, longitude: 37.617734 } } })
  return writeText(seat, key.text)
}

export function ownContact(person: Person): NonNullable<Content['contact']> {
  return {
    phone_number: person.phone,
    first_name: person.firstName,
    ...(person.lastName && { last_name: person.lastName }),
    user_id: person.id,
  }
}

export function block(seat: Seat): void {
  if (!seat.chat.isBlocked) setMembership(seat, true)
}

export function unblock(seat: Seat): void {
  if (seat.chat.isBlocked) setMembership(seat, false)
}

function setMembership({ telegram, bot, person, chat }: Seat, isBlocked: boolean): void {
  chat.isBlocked = isBlocked
  telegram.world.saveChat(chat)
  telegram.touch(chat)
  telegram.journal.write({
    at: telegram.clock.now(),
    platform: 'telegram',
    direction: '·',
    level: 'plain',
    text: `${person.firstName}: бот ${isBlocked ? 'заблокирован' : 'разблокирован'}`,
    company: String(bot.id),
    person: String(chat.id),
  })
  const member = (isOut: boolean) => ({
    user: botUser(bot),
    ...(isOut ? { status: 'kicked', until_date: 0 } : { status: 'member' }),
  })
  telegram.updates.push(bot, {
    kind: 'my_chat_member',
    body: {
      chat: wireChat(telegram.world, chat.id),
      from: personUser(person),
      date: toUnix(telegram.clock.now()),
      old_chat_member: member(!isBlocked),
      new_chat_member: member(isBlocked),
    },
    lane: `member:${chat.id}`,
    chatId: chat.id,
  })
}

export function react(seat: Seat, messageId: number, emoji: string[]): void {
  const { telegram, bot, person, chat } = seat
  requireNetwork(seat)
  const message = getMessage(seat, messageId)
  const before = setReaction(telegram, chat, message, { userId: person.id, emoji })
  const wire = (list: string[]) => list.map((one) => ({ type: 'emoji', emoji: one }))
  telegram.updates.push(bot, {
    kind: 'message_reaction',
    body: {
      chat: wireChat(telegram.world, chat.id),
      message_id: messageId,
      user: personUser(person),
      date: toUnix(telegram.clock.now()),
      old_reaction: wire(before),
      new_reaction: wire(emoji),
    },
    lane: `reaction:${chat.id}`,
    chatId: chat.id,
    messageId,
  })
}

/** Takes a phone off the network or puts it back; then what waited on it goes out, in order. */
export function setOffline(telegram: Telegram, person: Person, isOffline: boolean): void {
  if (person.isOffline === isOffline) return
  person.isOffline = isOffline
  telegram.world.savePerson(person)
  for (const bot of telegram.world.bots.values()) {
    const chat = telegram.world.findChat(bot.id, person.id)
    if (!chat) continue
    if (isOffline) chat.unseenSince = telegram.clock.now()
    else delete chat.unseenSince
    const waiting = isOffline ? [] : chat.outbox.splice(0)
    telegram.world.saveChat(chat)
    for (const draft of waiting) dispatch({ telegram, bot, person, chat }, draft)
    telegram.touch(chat)
  }
}

/** Turns a group into a supergroup: the old id is answered with the new one from then on. */
export function migrate(telegram: Telegram, group: Group): Group {
  const { world } = telegram
  const next: Group = { ...group, id: Number(`-100${-group.id}`), type: 'supergroup' }
  group.migratedTo = next.id
  world.saveGroup(group)
  world.saveGroup(next)
  for (const botId of group.memberIds) {
    const bot = world.bots.get(botId)
    if (!bot) continue
    tellMigration(telegram, bot, group.id, { migrate_to_chat_id: next.id })
    tellMigration(telegram, bot, next.id, { migrate_from_chat_id: group.id })
  }
  return next
}

function tellMigration(telegram: Telegram, bot: Bot, chatId: number, content: Content): void {
  const chat = telegram.world.openChat(bot.id, chatId)
  const message = post(telegram, chat, { authorId: bot.id, content })
  telegram.updates.push(bot, {
    kind: 'message',
    body: wireMessage(telegram.world, chat, message),
    lane: `chat:${chatId}`,
    chatId,
    messageId: message.id,
  })
}

function requireNetwork({ person }: Seat): void {
  if (person.isOffline) throw new ControlError(409, 'the phone is offline')
}

function getMessage({ chat }: Seat, id: number): Message {
  const message = findMessage(chat, id)
  if (!message) throw new ControlError(404, 'message not found')
  return message
}

function getOwn(seat: Seat, id: number): Message {
  const message = getMessage(seat, id)
  if (message.authorId !== seat.person.id) throw new ControlError(409, 'somebody else wrote it')
  return message
}
