import { ControlError, type Fields } from '../fields.ts'
import type { Chat, Choice, Content, Draft, Message, Person } from './model.ts'
import { READINGS } from './model.ts'
import { type Line, type Network, writeLine } from './network.ts'
import { digitsOf } from './phones.ts'
import { deliverWaiting } from './progress.ts'

const EDITABLE_MS = 15 * 60_000
const DELETABLE_MS = 48 * 3600_000

/** One person before their chat with one number of a company. */
export interface Seat {
  network: Network
  line: Line
  person: Person
  chat: Chat
}

export function sit(network: Network, line: Line, person: Person): Seat {
  return { network, line, person, chat: network.world.openChat(line.id, person.id) }
}

/** Sends a message; without network it waits on the phone and `undefined` comes back. */
export function write(seat: Seat, draft: Draft): Message | undefined {
  const { network, person, chat } = seat
  if (!person.isOffline) return dispatch(seat, draft)
  chat.outbox.push(draft)
  network.world.saveChat(chat)
  network.touch(chat)
  return undefined
}

function dispatch({ network, chat }: Seat, { content, replyTo }: Draft): Message {
  const { world, clock, provider } = network
  // Whoever writes to a company takes it off the list of the blocked.
  chat.isBlocked = false
  const message: Message = {
    id: provider.newMessageId(),
    from: 'person',
    at: clock.now(),
    content,
    reactions: {},
    ...(replyTo !== undefined && { replyTo }),
  }
  if (content.kind !== 'system') chat.wroteAt = message.at
  world.saveMessage(chat, message)
  world.saveChat(chat)
  network.touch(chat)
  if (!chat.isShut) provider.received(chat, message)
  return message
}

/** A button under a message, a row of its list, or a template's button. */
export function press(seat: Seat, messageId: string, wanted: { index?: number; id?: string }) {
  const message = getMessage(seat, messageId)
  const row = findRow(message.content, wanted)
  if (row) {
    remember(seat, message, rowsOf(message.content).indexOf(row))
    return write(seat, choose({ via: 'list', ...row }, messageId))
  }
  const index = findButton(message.content, wanted)
  const button = message.content.buttons?.[index]
  if (!button) throw new ControlError(409, 'no such button')
  remember(seat, message, index)
  if (button.kind === 'location') return write(seat, { ...draftOf(OWN_PLACE), replyTo: messageId })
  if (button.kind === 'contact')
    return write(seat, { ...draftOf(cardOf(seat.person)), replyTo: messageId })
  if (button.kind !== 'reply') {
    follow(seat, message, index)
    return undefined
  }
  const via = message.content.template ? 'template' : 'button'
  return write(seat, choose({ via, id: button.id ?? button.title, title: button.title }, messageId))
}

/** A link or a phone: the company hears of it only where clicks are counted. */
function follow({ network, chat, person }: Seat, message: Message, index: number): void {
  const { title, url, phone } = message.content.buttons![index]!
  network.provider.pressedLink?.(chat, message, index)
  writeLine(network, chat, `${person.name}: ${title} → ${url ?? phone ?? ''}`)
}

const draftOf = (content: Content): Draft => ({ content })

const OWN_PLACE: Content = {
  kind: 'location',
  location: { latitude: 55.751999, longitude: 37.617734 },
}

/** The person's own card, as an answer to the question for it. */
function cardOf({ name, phone }: Person): Content {
  const card = {
    name: { formatted_name: name, first_name: name },
    phones: [{ phone: `+${phone}`, wa_id: phone, type: 'CELL' }],
    origin: 'contact_request',
  }
  return { kind: 'contacts', contacts: [card] }
}

function choose(choice: Choice, replyTo: string): Draft {
  return { content: { kind: 'choice', text: choice.title, choice }, replyTo }
}

function remember({ network, chat }: Seat, message: Message, index: number): void {
  message.pressed = { index }
  network.world.saveMessage(chat, message)
  network.touch(chat)
}

const rowsOf = ({ list }: Content) => list?.sections.flatMap((section) => section.rows) ?? []

function findRow(content: Content, { index, id }: { index?: number; id?: string }) {
  const rows = rowsOf(content)
  return id === undefined ? rows[index ?? 0] : rows.find((row) => row.id === id)
}

function findButton({ buttons = [] }: Content, { index, id }: { index?: number; id?: string }) {
  return id === undefined ? (index ?? 0) : buttons.findIndex((button) => button.id === id)
}

/** Takes back with an empty emoji. */
export function react(seat: Seat, messageId: string, emoji: string): void {
  const { network, chat } = seat
  const message = getMessage(seat, messageId)
  if (emoji === '') delete message.reactions.person
  else message.reactions.person = emoji
  network.world.saveMessage(chat, message)
  network.touch(chat)
  network.provider.reacted?.(chat, message)
}

export function edit(seat: Seat, messageId: string, text: string): void {
  const { network, chat } = seat
  const message = getOwn(seat, messageId, EDITABLE_MS)
  message.content = { ...message.content, text }
  message.editedAt = network.clock.now()
  network.world.saveMessage(chat, message)
  network.touch(chat)
  network.provider.edited?.(chat, message)
}

export function remove(seat: Seat, messageId: string): void {
  const { network, chat } = seat
  const message = getOwn(seat, messageId, DELETABLE_MS)
  message.deletedAt = network.clock.now()
  network.world.saveMessage(chat, message)
  network.touch(chat)
  network.provider.deleted?.(chat, message)
}

export function block({ network, chat, person }: Seat, isBlocked: boolean): void {
  chat.isBlocked = isBlocked
  network.world.saveChat(chat)
  network.touch(chat)
  writeLine(
    network,
    chat,
    `${person.name}: ${isBlocked ? 'номер заблокирован' : 'номер разблокирован'}`,
  )
  if (!isBlocked) deliverWaiting(network, chat)
}

/** «Stop marketing messages» on the phone, or the opposite. */
export function prefer({ network, chat }: Seat, stops: boolean): void {
  if (stops) chat.stopsMarketing = true
  else delete chat.stopsMarketing
  network.world.saveChat(chat)
  network.provider.preferred?.(chat)
}

function getMessage({ chat }: Seat, id: string): Message {
  const message = chat.messages.get(id)
  if (!message || message.deletedAt) throw new ControlError(404, 'message not found')
  return message
}

function getOwn(seat: Seat, id: string, withinMs: number): Message {
  const message = getMessage(seat, id)
  if (message.from !== 'person') throw new ControlError(409, 'not a message of this person')
  if (seat.network.clock.now() - message.at > withinMs)
    throw new ControlError(409, 'too late for it')
  return message
}

export function createPerson({ world, live, platform }: Network, fields: Fields): Person {
  const given = fields.optionalText('phone')
  const phone = given === undefined ? freePhone(world.people) : digitsOf(given)
  const known = world.people.get(phone)
  if (known) return known
  const line = fields.optionalText('line')
  const person: Person = {
    id: phone,
    name: fields.text('name'),
    phone,
    userKey: phone,
    isPhoneHidden: false,
    isOnWhatsApp: true,
    isOffline: false,
    reads: 'at-once',
    hasPhone: true,
    ...(line !== undefined && { line }),
  }
  applyFields(person, fields)
  world.savePerson(person)
  live.touch(`${platform}/people`)
  return person
}

function freePhone(people: Map<string, Person>): string {
  let next = 79_160_000_001 + people.size
  while (people.has(String(next))) next++
  return String(next)
}

const FLAGS = ['isPhoneHidden', 'isOnWhatsApp', 'hasPhone'] as const

function applyFields(person: Person, fields: Fields): void {
  person.name = fields.optionalText('name') ?? person.name
  const username = fields.optionalText('username')
  if (username !== undefined) person.username = username
  for (const name of FLAGS) if (fields.has(name)) person[name] = fields.flag(name)
  const reads = fields.optionalText('reads')
  if (reads === undefined) return
  const known = READINGS.find((reading) => reading === reads)
  if (!known) throw new ControlError(400, `"reads" must be one of ${READINGS.join(', ')}`)
  person.reads = known
}

export function changePerson(network: Network, person: Person, fields: Fields): Person {
  const { world, live, platform } = network
  const before = { ...person }
  applyFields(person, fields)
  const phone = fields.optionalText('phone')
  if (phone !== undefined && digitsOf(phone) !== person.phone) {
    person.phone = digitsOf(phone)
    person.userKey = person.phone
  }
  const wasOffline = person.isOffline
  if (fields.has('isOffline')) person.isOffline = fields.flag('isOffline')
  world.savePerson(person)
  live.touch(`${platform}/people`)
  for (const chat of world.chats()) {
    if (chat.person !== person.id) continue
    if (before.phone !== person.phone) network.provider.renumbered?.(chat, before)
    if (wasOffline && !person.isOffline) comeOnline(network, person, chat)
    network.touch(chat)
  }
  return person
}

function comeOnline(network: Network, person: Person, chat: Chat): void {
  const line = network.provider.findLine(chat.line)
  const waiting = chat.outbox
  chat.outbox = []
  if (line) for (const draft of waiting) dispatch({ network, line, person, chat }, draft)
  deliverWaiting(network, chat)
}
