import { ControlError, getOr404 } from '../fields.ts'
import { type Button, labelOf, layOut } from './buttons.ts'
import { writeLine } from './ground.ts'
import type { Bot, Dialog, Draft, Message, Person } from './model.ts'
import { confirm, welcome } from './sending.ts'
import type { Viber } from './viber.ts'
import { type Wire, wireContent, wireUser } from './wire.ts'

const HERE_I_AM = { lat: 55.751999, lon: 37.617734, address: 'Красная площадь' }

/** One person before one dialog: what people do, and what the bot hears of it. */
export interface Seat {
  viber: Viber
  bot: Bot
  person: Person
  dialog: Dialog
}

export function sit(viber: Viber, bot: Bot, person: Person): Seat {
  return { viber, bot, person, dialog: viber.world.openDialog(bot.id, person.id) }
}

/** Sends a message; without network it waits on the phone and `undefined` comes back. */
export function write(seat: Seat, draft: Draft): Message | undefined {
  const { viber, person, dialog } = seat
  if (!person.isOffline) return dispatch(seat, draft)
  dialog.outbox.push(draft)
  viber.world.saveDialog(dialog)
  viber.touch(dialog)
  return undefined
}

export function writeText(seat: Seat, text: string, more: Partial<Draft> = {}) {
  if (text === '') throw new ControlError(400, 'the text is empty')
  return write(seat, { content: { type: 'text', text }, ...more })
}

function dispatch(seat: Seat, draft: Draft): Message {
  const { viber, bot, person, dialog } = seat
  const { world, clock } = viber
  // Whoever writes is subscribed by it, and no event says so.
  dialog.isSubscribed = true
  dialog.isBlocked = false
  dialog.unanswered = []
  world.saveDialog(dialog)
  const message: Message = {
    ...{ ...draft, token: world.nextToken(), from: 'person', at: clock.now() },
  }
  world.saveMessage(dialog, message)
  viber.touch(dialog)
  announce(seat, message)
  if (bot.confirmsIncoming) {
    const fields = { user_id: dialog.userId }
    const { token } = message
    viber.callbacks.emit(bot, { event: 'delivered', fields, personId: person.id, token })
  }
  return message
}

function announce({ viber, bot, person, dialog }: Seat, message: Message): void {
  // What the platform has no type for stays between people.
  if (message.content.type === undefined) return
  const { trackingData } = dialog
  const content = wireContent(viber, message)
  const fields = {
    sender: wireUser(viber, bot, dialog),
    message: { ...content, ...(trackingData !== undefined && { tracking_data: trackingData }) },
    silent: message.isSilent === true,
  }
  const { token } = message
  viber.callbacks.emit(bot, { event: 'message', fields, personId: person.id, token })
}

/** Opens the chat, perhaps by a link; the bot may greet in its answer, and not otherwise. */
export function open(seat: Seat, context?: string): void {
  const { viber, bot, person, dialog } = seat
  requireNetwork(seat)
  const fields: Wire = {
    type: 'open',
    ...(context !== undefined && context !== '' && { context }),
    user: wireUser(viber, bot, dialog),
    subscribed: dialog.isSubscribed,
  }
  const answered = (body: string) => welcome(viber, bot, dialog, body)
  viber.callbacks.emit(bot, {
    ...{ event: 'conversation_started', fields, personId: person.id, answered },
  })
}

/** «Получать сообщения», without writing anything. */
export function subscribe(seat: Seat): void {
  const { viber, bot, person, dialog } = seat
  if (dialog.isSubscribed) return
  dialog.isSubscribed = true
  dialog.isBlocked = false
  // What a link brought along is dropped here.
  delete dialog.trackingData
  viber.world.saveDialog(dialog)
  viber.touch(dialog)
  say(seat, 'подписка')
  const fields = { user: wireUser(viber, bot, dialog) }
  viber.callbacks.emit(bot, { event: 'subscribed', fields, personId: person.id })
}

export function unsubscribe(seat: Seat): void {
  const { viber, bot, person, dialog } = seat
  if (dialog.isBlocked) return
  const wasSubscribed = dialog.isSubscribed
  dialog.isSubscribed = false
  dialog.isBlocked = true
  viber.world.saveDialog(dialog)
  viber.touch(dialog)
  say(seat, 'отписка')
  if (!wasSubscribed) return
  const fields = { user_id: dialog.userId }
  viber.callbacks.emit(bot, { event: 'unsubscribed', fields, personId: person.id })
}

/** The bot hears of neither. */
export function edit(seat: Seat, token: string, text: string): void {
  const message = getOwn(seat, token)
  message.content = { ...message.content, text }
  keep(seat, message)
}

export function remove(seat: Seat, token: string): void {
  const message = getOwn(seat, token)
  message.deletedAt = seat.viber.clock.now()
  keep(seat, message)
}

function keep({ viber, dialog }: Seat, message: Message): void {
  viber.world.saveMessage(dialog, message)
  viber.touch(dialog)
}

function getOwn({ dialog }: Seat, token: string): Message {
  const message = getOr404(dialog.messages.get(token), 'message')
  if (message.from !== 'person') throw new ControlError(409, 'somebody else wrote it')
  return message
}

export interface Spot {
  row: number
  column: number
}

/** Taps a cell of a card inside a message. */
export function press(seat: Seat, token: string, where: Spot | { data: string }) {
  const { viber, dialog } = seat
  requireNetwork(seat)
  const message = getOr404(dialog.messages.get(token), 'message')
  const media = getOr404(message.richMedia, 'buttons')
  const { button, spot } = findButton(layOut(media, media.columns), where)
  message.pressed = spot
  viber.world.saveMessage(dialog, message)
  viber.touch(dialog)
  return tap(seat, button)
}

/** Taps a button of the keyboard under the input. */
export function pressKey(seat: Seat, where: Spot | { data: string }) {
  requireNetwork(seat)
  const keyboard = getOr404(seat.dialog.keyboard, 'keyboard')
  return tap(seat, findButton(layOut(keyboard), where).button)
}

function findButton(rows: Button[][], where: Spot | { data: string }) {
  for (const [row, buttons] of rows.entries())
    for (const [column, button] of buttons.entries()) {
      const isHere =
        'data' in where
          ? button.ActionBody === where.data || labelOf(button) === where.data
          : row === where.row && column === where.column
      if (isHere) return { button, spot: { row, column } }
    }
  throw new ControlError(404, 'button not found')
}

function tap(seat: Seat, button: Button): Message | undefined {
  const { ActionType, ActionBody, Silent } = button
  const { person, viber, dialog } = seat
  switch (ActionType) {
    case 'reply':
      return writeText(seat, ActionBody, Silent ? { isSilent: true } : {})
    case 'open-url':
      dialog.notice = { text: labelOf(button), url: ActionBody, at: viber.clock.now() }
      viber.touch(dialog)
      // The address goes to the bot as if it had been written.
      return Silent ? undefined : writeText(seat, ActionBody)
    case 'share-phone':
      return write(seat, { content: { type: 'contact', contact: ownContact(person) } })
    case 'location-picker':
      return write(seat, { content: { type: 'location', location: HERE_I_AM } })
    default:
      return undefined
  }
}

export const ownContact = ({ name, phone }: Person) => ({ name, phone_number: phone })

/** Takes a phone off the network or puts it back; then what waited on it goes out, in order. */
export function setOffline(viber: Viber, person: Person, isOffline: boolean): void {
  if (person.isOffline === isOffline) return
  person.isOffline = isOffline
  viber.world.people.save(person)
  for (const bot of viber.world.bots.list()) {
    const dialog = viber.world.findDialog(bot.id, person.id)
    if (!dialog) continue
    if (isOffline) dialog.unseenSince = viber.clock.now()
    else delete dialog.unseenSince
    const waiting = isOffline ? [] : dialog.outbox.splice(0)
    viber.world.saveDialog(dialog)
    for (const draft of waiting) dispatch({ viber, bot, person, dialog }, draft)
    confirm(viber, dialog)
  }
}

export function requireNetwork({ person }: Seat): void {
  if (person.isOffline) throw new ControlError(409, 'the phone is offline')
}

function say({ viber, bot, person }: Seat, text: string): void {
  const line = `${person.name}: ${text}`
  writeLine(viber, { direction: '·', text: line, botId: bot.id, personId: person.id })
}
