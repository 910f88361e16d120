import type { Max } from '../max.ts'
import type { Bot, Dialog, Draft, Link, Message } from '../model.ts'
import { type NewMessage, readNewMessage } from '../new-message.ts'
import {
  badPayload,
  chatNotFound,
  denied,
  isMissing,
  messageNotFound,
  notReady,
  Refusal,
} from '../refusal.ts'
import { wireMessage } from '../wire.ts'
import type { Call, Method } from './call.ts'

const EDITABLE_MS = 7 * 24 * 3600_000
const UPLOADED = new Set(['image', 'video', 'audio', 'file'])

export const MESSAGE_METHODS: Method[] = [
  { route: 'POST /messages', run: send },
  { route: 'PUT /messages', run: edit },
  { route: 'DELETE /messages', run: remove },
  { route: 'GET /messages', run: list },
  { route: 'GET /messages/:id', run: get },
]

async function send(call: Call) {
  const { max, bot, body, name, isDropped } = call
  const wanted = await readNewMessage(max, bot, body)
  if (!wanted.formatted?.text && !wanted.attachments?.length && !wanted.link)
    throw badPayload('Message must have text, attachments or link')
  const dialog = findDialog(call)
  const link = wanted.link && resolveLink(max, bot, dialog, wanted.link)
  checkReady(call, dialog, wanted)
  max.limits.checkDialog(bot, name, dialog.id)
  const { formatted, attachments = [] } = wanted
  const draft: Draft = { attachments, ...(formatted && { ...formatted }), ...(link && { link }) }
  const message = max.world.post(dialog, {
    ...{ ...draft, authorId: bot.id, method: 'POST /messages' },
    ...(isDropped && { isDropped }),
  })
  delete dialog.typing
  max.touch(dialog)
  return { message: wireMessage(max, dialog, message) }
}

/** By `chat_id`, or by `user_id` of somebody who has begun a dialog. */
function findDialog({ max, bot, query }: Call): Dialog {
  const chatId = query.integer('chat_id')
  const userId = query.integer('user_id')
  const isByChat = userId === undefined || chatId !== undefined
  if (isByChat && !chatId) throw denied(`Invalid chatId: ${chatId ?? 0}`)
  const dialog = isByChat
    ? max.world.findDialogById(bot.id, chatId!)
    : max.world.findDialog(bot.id, userId)
  if (!dialog || dialog.status === 'none') {
    if (isByChat) throw chatNotFound(chatId!)
    throw new Refusal(404, 'dialog.not.found', `Dialog with user ${userId} not found`)
  }
  checkOpen(dialog)
  return dialog
}

function checkOpen({ status }: Dialog): void {
  if (status !== 'active') throw denied('error.dialog.suspended')
}

/** Files the platform is still working on; the bot is to come back with the same request. */
export function checkReady({ max, bot, name }: Call, dialog: Dialog, wanted: NewMessage): void {
  if (!wanted.attachments?.some(({ type }) => UPLOADED.has(type))) return
  const target = { companyId: String(bot.id), chatId: String(dialog.personId), method: name }
  if (max.faults.strike(['not-ready'], target)) throw notReady()
}

function resolveLink(
  max: Max,
  bot: Bot,
  dialog: Dialog,
  { type, mid }: { type: string; mid: string },
): Link {
  const found = max.world.findMessage(bot.id, mid)
  if (!found || found.message.deletedAt !== undefined) throw messageNotFound()
  if (type === 'reply') {
    if (found.dialog !== dialog) throw messageNotFound()
    return { type: 'reply', mid }
  }
  const { message } = found
  const isBot = message.authorId === bot.id
  const person = max.world.people.find(String(message.authorId))
  const name = isBot ? bot.name : (person?.firstName ?? '')
  const { seq, text, markup, attachments } = message
  return {
    type: 'forward',
    author: { id: message.authorId, name, isBot },
    chatId: found.dialog.id,
    at: message.at,
    body: { mid, seq, attachments, ...(text && { text }), ...(markup && { markup }) },
  }
}

async function edit(call: Call) {
  const { max, bot, query, body } = call
  const mid = query.required('message_id')
  const wanted = await readNewMessage(max, bot, body)
  const { dialog, message } = findOwn(max, bot, mid)
  checkOpen(dialog)
  max.limits.checkDialog(bot, call.name, dialog.id)
  if (isTooOld(max, message)) return { success: false, message: 'Message is too old to be edited' }
  checkReady(call, dialog, wanted)
  return replaceMessage(call, { dialog, message }, wanted)
}

/** With a keyboard a message may be edited for ever. */
const isTooOld = ({ clock }: Max, { at, attachments }: Message) =>
  clock.now() - at > EDITABLE_MS && !attachments.some(({ type }) => type === 'inline_keyboard')

export function replaceMessage(
  { max, isDropped }: Call,
  { dialog, message }: { dialog: Dialog; message: Message },
  { formatted, attachments }: NewMessage,
) {
  const next = attachments ?? message.attachments
  const text = formatted ? formatted.text : message.text
  if (!text && next.length === 0 && !message.link)
    throw badPayload('Message must have text, attachments or link')
  if (isDropped) return { success: true }
  Object.assign(message, {
    ...{ attachments: next, editedAt: max.clock.now() },
    ...(formatted && { ...formatted }),
  })
  delete message.pending
  if (attachments) delete message.pressed
  max.world.saveMessage(dialog, message)
  max.touch(dialog)
  return { success: true }
}

function remove({ max, bot, query, isDropped }: Call) {
  const { dialog, message } = findOwn(max, bot, query.required('message_id'))
  if (isDropped) return { success: true }
  message.deletedAt = max.clock.now()
  max.world.saveMessage(dialog, message)
  max.touch(dialog)
  return { success: true }
}

function findOwn({ world }: Max, bot: Bot, mid: string) {
  const found = world.findMessage(bot.id, mid)
  if (!found || found.message.deletedAt !== undefined) throw messageNotFound()
  if (found.message.authorId !== bot.id)
    throw new Refusal(403, 'access.denied', 'Not a message of the bot')
  return found
}

function list({ max, bot, query }: Call) {
  const most = query.between('count', { least: 1, most: 100, otherwise: 50 })
  const mids = query.list('message_ids')
  if (mids.length > 0) {
    const found = mids.flatMap((mid) => findVisible(max, bot, mid) ?? [])
    return { messages: found.map(({ dialog, message }) => wireMessage(max, dialog, message)) }
  }
  const chatId = query.integer('chat_id')
  if (chatId === undefined) throw isMissing('chat_id')
  const dialog = max.world.findDialogById(bot.id, chatId)
  if (!dialog || dialog.status === 'none') throw chatNotFound(chatId)
  const before = query.integer('before') ?? Number.POSITIVE_INFINITY
  const after = query.integer('after') ?? 0
  const messages = [...dialog.messages.values()]
    .filter(({ at, deletedAt }) => at > after && at < before && deletedAt === undefined)
    .reverse()
  return { messages: messages.slice(0, most).map((message) => wireMessage(max, dialog, message)) }
}

function get({ max, bot, parts }: Call) {
  const found = findVisible(max, bot, parts[0]!)
  if (!found) throw messageNotFound()
  return wireMessage(max, found.dialog, found.message)
}

function findVisible({ world }: Max, bot: Bot, mid: string) {
  const found = world.findMessage(bot.id, mid)
  return found?.message.deletedAt === undefined ? found : undefined
}
