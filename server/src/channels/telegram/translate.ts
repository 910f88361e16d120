import type { Address, ExternalId, InboundEvent, Sender, Thread } from '../contract.ts'
import { present } from '../kit/present.ts'
import { toContent } from './content.ts'
import { toExternalId, toThreadId } from './ids.ts'
import {
  type CallbackQuery,
  type ChatMemberUpdated,
  type Message,
  type User,
  update,
} from './types.ts'

/** A press is delivered to us for so long and may be answered for so long. */
const PRESS_LIVES_MS = 150_000

/** What follows `?start=` in a link: https://core.telegram.org/bots/features#deep-linking */
const startCommand = /^\/start(?:@\w+)?(?:\s+([A-Za-z0-9_-]{1,64}))?\s*$/

export function translate(body: Buffer, receivedAt?: Date): InboundEvent[] {
  const text = body.toString('utf8')
  const parsed = update.safeParse(parse(text))
  if (!parsed.success)
    return [{ type: 'unreadable', problem: 'Not an update of Telegram', body: text }]

  const { message, edited_message, callback_query, my_chat_member, update_id, ...others } =
    parsed.data
  if (message) return fromMessage(message)
  if (edited_message) return fromEdit(edited_message)
  if (callback_query) return fromPress(callback_query, receivedAt)
  if (my_chat_member) return fromMembership(my_chat_member)
  return ignored(Object.keys(others)[0] ?? 'empty update')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fromMessage(message: Message): InboundEvent[] {
  const { from, chat } = message
  if (!from || !isBetweenUs(chat, from)) return ignored('message', chat, from)

  const happened = { id: toExternalId(message), ...toHappened(chat.id, from, message.date) }
  const start = startCommand.exec(message.text ?? '')
  if (start) return [{ type: 'started', ...happened, ...present({ payload: start[1] }) }]
  return [{ type: 'message', ...happened, content: toContent(message) }]
}

function fromEdit(message: Message): InboundEvent[] {
  const { from, chat, date, edit_date } = message
  if (!from || !isBetweenUs(chat, from)) return ignored('edited_message', chat, from)

  const happened = toHappened(chat.id, from, edit_date ?? date)
  return [{ type: 'edit', id: toExternalId(message), ...happened, content: toContent(message) }]
}

function fromPress(query: CallbackQuery, receivedAt: Date | undefined): InboundEvent[] {
  const { from, message, data } = query
  if (data === undefined) return ignored('callback_query without data')
  // Inline messages, which we send none of, have no chat: they can be pressed anywhere.
  if (!message || !isBetweenUs(message.chat, from)) {
    return ignored('callback_query', message?.chat, from)
  }
  const { thread, from: sender, at } = toHappened(message.chat.id, from, message.date)
  return [
    {
      type: 'press',
      id: query.id as ExternalId,
      messageId: toExternalId(message),
      thread,
      from: sender,
      // Telegram dates the message that was pressed, but not the press.
      at: receivedAt ?? at,
      value: data,
      ...present({ label: findLabel(message.reply_markup, data) }),
      acknowledgeToken: query.id,
      acknowledgeWithinMs: PRESS_LIVES_MS,
    },
  ]
}

/** In a private chat the bot can lose its place in one way: by being blocked. */
function fromMembership({ chat, from, date, new_chat_member }: ChatMemberUpdated): InboundEvent[] {
  const { status } = new_chat_member
  if (!isBetweenUs(chat, from)) return ignored('my_chat_member', chat, from)
  const happened = toHappened(chat.id, from, date)
  if (status === 'kicked') return [{ type: 'blocked', ...happened }]
  if (status === 'member') return [{ type: 'unblocked', ...happened }]
  return ignored(`my_chat_member ${status}`)
}

/** Groups and channels are not served (D-32), and two bots would answer each other for ever. */
function isBetweenUs(chat: { type: string }, from: User): boolean {
  return chat.type === 'private' && !from.is_bot
}

function toHappened(
  chatId: number,
  from: User,
  date: number,
): { thread: Thread; from: Sender; at: Date } {
  return { thread: { id: toThreadId(chatId) }, from: toSender(from), at: new Date(date * 1000) }
}

function toSender({ id, first_name, last_name, username, language_code }: User): Sender {
  const name = [first_name, last_name].filter(Boolean).join(' ').trim()
  return present({
    address: String(id) as Address,
    // Deleted accounts have an empty name.
    name: name || username || String(id),
    username,
    language: language_code,
  })
}

function findLabel(
  markup: NonNullable<CallbackQuery['message']>['reply_markup'],
  data: string,
): string | undefined {
  return markup?.inline_keyboard.flat().find(({ callback_data }) => callback_data === data)?.text
}

function ignored(kind: string, chat?: { type: string }, from?: User): InboundEvent[] {
  const where = chat && chat.type !== 'private' ? ` in a ${chat.type}` : ''
  return [{ type: 'ignored', what: `${kind}${where}${from?.is_bot ? ' from a bot' : ''}` }]
}
