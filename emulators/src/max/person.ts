import { ControlError, getOr404 } from '../fields.ts'
import { writeLine } from './ground.ts'
import type { Max } from './max.ts'
import type { Bot, Button, Dialog, DialogStatus, Draft, Message, Person } from './model.ts'
import { ownCard } from './people.ts'
import { type Wire, wireMessage, wirePerson } from './wire.ts'

const MAX_PAYLOAD = 128
const HERE_I_AM = { latitude: 55.751999, longitude: 37.617734 }

/** One person before one dialog: what people do, and what the bot hears of it. */
export interface Seat {
  max: Max
  bot: Bot
  person: Person
  dialog: Dialog
}

export function sit(max: Max, bot: Bot, person: Person): Seat {
  return { max, bot, person, dialog: max.world.openDialog(bot.id, person.id) }
}

/** Sends a message; without network it waits on the phone and `undefined` comes back. */
export function write(seat: Seat, draft: Draft): Message | undefined {
  const { max, person, dialog } = seat
  if (!person.isOffline) return dispatch(seat, draft)
  dialog.outbox.push(draft)
  max.world.saveDialog(dialog)
  max.touch(dialog)
  return undefined
}

export function writeText(seat: Seat, text: string, more: Partial<Draft> = {}) {
  if (text === '') throw new ControlError(400, 'the text is empty')
  return write(seat, { text, attachments: [], ...more })
}

function dispatch(seat: Seat, draft: Draft): Message {
  const { max, person, dialog } = seat
  // Whoever writes has begun the dialog, and takes back having stopped the bot.
  dialog.status = 'active'
  const message = max.world.post(dialog, { ...draft, authorId: person.id })
  max.touch(dialog)
  announce(seat, 'message_created', message)
  return message
}

function announce({ max, bot, person, dialog }: Seat, type: string, message: Message): void {
  const fields = { message: wireMessage(max, dialog, message), user_locale: person.locale }
  max.updates.emit(bot, { type, fields, personId: person.id, mid: message.mid })
}

/** An update about the dialog itself. */
function tell({ max, bot, person, dialog }: Seat, type: string, more: Wire = {}): void {
  const fields = {
    chat_id: dialog.id,
    user: wirePerson(person, max.clock.now()),
    ...more,
    user_locale: person.locale,
  }
  max.updates.emit(bot, { type, fields, personId: person.id })
}

/** Presses «Начать», perhaps behind a link; what is too long behind it is dropped silently. */
export function start(seat: Seat, payload?: string): void {
  requireNetwork(seat)
  setStatus(seat, 'active')
  const isKept = payload !== undefined && payload !== '' && payload.length <= MAX_PAYLOAD
  tell(seat, 'bot_started', isKept ? { payload } : {})
}

export function stop(seat: Seat): void {
  if (seat.dialog.status === 'suspended') return
  setStatus(seat, 'suspended')
  say(seat, 'бот остановлен')
  tell(seat, 'bot_stopped')
}

export function unblock(seat: Seat): void {
  if (seat.dialog.status === 'active') return
  say(seat, 'бот снова запущен')
  start(seat)
}

/** The dialog and all that was in it are gone from the phone. */
export function removeDialog(seat: Seat): void {
  forget(seat)
  setStatus(seat, 'removed')
  tell(seat, 'dialog_removed')
}

export function clearDialog(seat: Seat): void {
  forget(seat)
  tell(seat, 'dialog_cleared')
}

function forget({ max, dialog }: Seat): void {
  for (const message of dialog.messages.values()) {
    message.isCleared = true
    max.world.saveMessage(dialog, message)
  }
  max.touch(dialog)
}

export function mute(seat: Seat, forMs = 3600_000): void {
  seat.dialog.isMuted = true
  seat.max.world.saveDialog(seat.dialog)
  tell(seat, 'dialog_muted', { muted_until: seat.max.clock.now() + forMs })
}

export function unmute(seat: Seat): void {
  seat.dialog.isMuted = false
  seat.max.world.saveDialog(seat.dialog)
  tell(seat, 'dialog_unmuted')
}

function setStatus({ max, dialog }: Seat, status: DialogStatus): void {
  dialog.status = status
  max.world.saveDialog(dialog)
  max.touch(dialog)
}

export function edit(seat: Seat, mid: string, text: string): Message {
  const { max, dialog } = seat
  const message = getOwn(seat, mid)
  message.text = text
  delete message.markup
  message.editedAt = max.clock.now()
  max.world.saveMessage(dialog, message)
  max.touch(dialog)
  announce(seat, 'message_edited', message)
  return message
}

/** In a dialog a person may remove what the bot has written, too. */
export function remove(seat: Seat, mid: string): void {
  const { max, bot, person, dialog } = seat
  const message = getMessage(seat, mid)
  message.deletedAt = max.clock.now()
  max.world.saveMessage(dialog, message)
  max.touch(dialog)
  const fields = { message_id: mid, chat_id: dialog.id, user_id: person.id }
  max.updates.emit(bot, { type: 'message_removed', fields, personId: person.id, mid })
}

export interface Spot {
  row: number
  column: number
}

export type Pressed = { callbackId: string } | { message: Message | undefined } | undefined

/** Presses a button, by its place, its text or its payload. */
export function press(seat: Seat, mid: string, where: Spot | { data: string }): Pressed {
  const { max, dialog, bot, person } = seat
  requireNetwork(seat)
  // A phone may still show what the bot has removed.
  const message = getOr404(dialog.messages.get(mid), 'message')
  const { button, spot, callbackId } = findButton(message, where)
  message.pressed = spot
  if (button.type === 'callback') message.pending = spot
  max.world.saveMessage(dialog, message)
  max.touch(dialog)
  switch (button.type) {
    case 'callback':
      callBack(seat, message, { callbackId, payload: button.payload ?? '' })
      return { callbackId }
    case 'message':
      return { message: writeText(seat, button.text) }
    case 'request_contact':
      return { message: write(seat, { attachments: [ownCard(bot, person)] }) }
    case 'request_geo_location':
      return { message: write(seat, { attachments: [{ type: 'location', ...HERE_I_AM }] }) }
    default:
      // The rest opens or copies something on the phone; the bot hears nothing.
      return undefined
  }
}

function callBack(
  { max, bot, person, dialog }: Seat,
  message: Message,
  { callbackId, payload }: { callbackId: string; payload: string },
): void {
  const now = max.clock.now()
  const callback = {
    timestamp: now,
    callback_id: callbackId,
    payload,
    user: wirePerson(person, now),
  }
  const isGone = message.deletedAt !== undefined
  const fields = {
    callback,
    message: isGone ? null : wireMessage(max, dialog, message),
    user_locale: person.locale,
  }
  const personId = person.id
  max.updates.emit(bot, { type: 'message_callback', fields, personId, mid: message.mid })
}

function findButton(message: Message, where: Spot | { data: string }) {
  for (const attachment of message.attachments) {
    if (attachment.type !== 'inline_keyboard') continue
    for (const [row, buttons] of attachment.rows.entries())
      for (const [column, button] of buttons.entries())
        if (fits(button, { row, column }, where))
          return { button, spot: { row, column }, callbackId: attachment.callbackId }
  }
  throw new ControlError(404, 'button not found')
}

function fits(button: Button, at: Spot, where: Spot | { data: string }): boolean {
  if ('data' in where) return button.payload === where.data || button.text === where.data
  return at.row === where.row && at.column === where.column
}

/** Takes a phone off the network or puts it back; then what waited on it goes out, in order. */
export function setOffline(max: Max, person: Person, isOffline: boolean): void {
  if (person.isOffline === isOffline) return
  person.isOffline = isOffline
  max.world.people.save(person)
  for (const bot of max.world.bots.list()) {
    const dialog = max.world.findDialog(bot.id, person.id)
    if (!dialog) continue
    if (isOffline) dialog.unseenSince = max.clock.now()
    else delete dialog.unseenSince
    const waiting = isOffline ? [] : dialog.outbox.splice(0)
    max.world.saveDialog(dialog)
    for (const draft of waiting) dispatch({ max, bot, person, dialog }, draft)
    max.touch(dialog)
  }
}

function requireNetwork({ person }: Seat): void {
  if (person.isOffline) throw new ControlError(409, 'the phone is offline')
}

export function getMessage({ dialog }: Seat, mid: string): Message {
  const message = getOr404(dialog.messages.get(mid), 'message')
  if (message.deletedAt !== undefined) throw new ControlError(404, 'message not found')
  return message
}

function getOwn(seat: Seat, mid: string): Message {
  const message = getMessage(seat, mid)
  if (message.authorId !== seat.person.id) throw new ControlError(409, 'somebody else wrote it')
  return message
}

function say({ max, bot, person }: Seat, text: string): void {
  const line = `${person.firstName}: ${text}`
  writeLine(max, { direction: '·', text: line, botId: bot.id, personId: person.id })
}
