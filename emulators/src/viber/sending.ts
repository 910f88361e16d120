import type { Fault } from '../fault-book.ts'
import { fetchMedia } from './fetch-media.ts'
import { writeLine } from './ground.ts'
import type { Bot, Dialog, Message } from './model.ts'
import { type Outgoing, readOutgoing } from './outgoing.ts'
import { Refusal } from './refusal.ts'
import type { Viber } from './viber.ts'

const HOUR_MS = 3600_000
const MAX_UNANSWERED = 100
/** A message that has not reached a device by then never will. */
const DELIVERED_WITHIN_MS = 14 * 24 * HOUR_MS

/** May the bot write to them just now? */
export function checkReceiver({ clock }: Viber, bot: Bot, dialog: Dialog | undefined): Dialog {
  if (!dialog) throw new Refusal(5)
  if (!dialog.isSubscribed) throw new Refusal(6)
  const now = clock.now()
  dialog.unanswered = dialog.unanswered.filter((at) => now - at < HOUR_MS)
  if (bot.limitsRate && dialog.unanswered.length >= MAX_UNANSWERED) throw new Refusal(12)
  return dialog
}

export function checkVersion({ world }: Viber, dialog: Dialog, { minApiVersion }: Outgoing): void {
  const person = world.people.find(String(dialog.personId))!
  if (minApiVersion > person.apiVersion) throw new Refusal(13)
}

export interface Posting {
  token: string
  method: string
  isDropped?: boolean
  late?: Fault | undefined
}

/** Keeps a message of the bot's, and lets it find its way to the phone. */
export function post(viber: Viber, dialog: Dialog, outgoing: Outgoing, posting: Posting): Message {
  const { world, clock } = viber
  const { content, sender, richMedia, keyboard, trackingData } = outgoing
  const message: Message = {
    ...{ content, sender, token: posting.token, from: 'bot', at: clock.now() },
    method: posting.method,
    ...(richMedia && { richMedia }),
    ...(posting.isDropped && { isDropped: true as const }),
  }
  world.saveMessage(dialog, message)
  if (posting.isDropped) return message
  dialog.unanswered.push(message.at)
  if (trackingData === undefined) delete dialog.trackingData
  else dialog.trackingData = trackingData
  // Only the last message's keyboard is there; without one it is gone.
  if (keyboard) dialog.keyboard = keyboard
  else delete dialog.keyboard
  world.saveDialog(dialog)
  void reachPhone(viber, dialog, { message, outgoing, late: posting.late })
  return message
}

/** What these link to is still being fetched: nobody has seen them yet. */
const onTheirWay = new WeakSet<Message>()

interface Journey {
  message: Message
  outgoing: Outgoing
  late: Fault | undefined
}

async function reachPhone(viber: Viber, dialog: Dialog, { message, outgoing, late }: Journey) {
  if (outgoing.media) onTheirWay.add(message)
  // The answer to the call is on its way first.
  await new Promise((resolve) => setImmediate(resolve))
  if (late) return fail(viber, dialog, message, late.description ?? 'message validation failed')
  if (outgoing.media) {
    const fetched = await fetchMedia(outgoing.media)
    onTheirWay.delete(message)
    if (typeof fetched === 'string') return fail(viber, dialog, message, fetched)
    message.fileId = (await viber.files.store(dialog.botId, fetched)).id
    viber.world.saveMessage(dialog, message)
  }
  confirm(viber, dialog)
}

function fail(viber: Viber, dialog: Dialog, message: Message, reason: string): void {
  message.failedAs = reason
  viber.world.saveMessage(dialog, message)
  viber.touch(dialog)
  const text = `не показано: ${reason}`
  const { botId, personId } = dialog
  writeLine(viber, { direction: '·', level: 'danger', text, botId, personId })
  tell(viber, dialog, message, 'failed', { desc: reason })
}

/** Every device with a network says what it has got: so does one that comes back later. */
export function confirm(viber: Viber, dialog: Dialog): void {
  const { world, clock } = viber
  const person = world.people.find(String(dialog.personId))!
  viber.touch(dialog)
  if (person.isOffline) return
  for (const message of dialog.messages.values()) {
    const isWaiting = message.from === 'bot' && message.deliveredAt === undefined
    if (!isWaiting || message.failedAs || message.isDropped) continue
    if (onTheirWay.has(message)) continue
    if (clock.now() - message.at > DELIVERED_WITHIN_MS) continue
    message.deliveredAt = clock.now()
    world.saveMessage(dialog, message)
    for (let device = 0; device < person.devices; device++)
      tell(viber, dialog, message, 'delivered')
  }
}

/** Looking at the chat: one event for all that was unread. */
export function read(viber: Viber, dialog: Dialog): void {
  const { world, clock } = viber
  const unread = [...dialog.messages.values()].filter(
    ({ deliveredAt, seenAt, from }) =>
      from === 'bot' && deliveredAt !== undefined && seenAt === undefined,
  )
  for (const message of unread) {
    message.seenAt = clock.now()
    world.saveMessage(dialog, message)
  }
  const last = unread.at(-1)
  if (last) tell(viber, dialog, last, 'seen')
}

export function tell(
  viber: Viber,
  { botId, personId, userId }: Dialog,
  { token }: Message,
  event: 'delivered' | 'seen' | 'failed',
  more: { desc?: string } = {},
): void {
  const bot = viber.world.bots.find(botId)!
  viber.callbacks.emit(bot, { event, fields: { user_id: userId, ...more }, personId, token })
}

/** The answer to conversation_started is the one message somebody unknown may be sent. */
export function welcome(viber: Viber, bot: Bot, dialog: Dialog, body: string): void {
  if (body.trim() === '') return
  try {
    const source = JSON.parse(body) as Record<string, unknown>
    const outgoing = readOutgoing(source, Buffer.byteLength(body), bot.name.slice(0, 28))
    checkVersion(viber, dialog, outgoing)
    post(viber, dialog, outgoing, { token: viber.world.nextToken(), method: 'welcome' })
  } catch (error) {
    const reason = error instanceof Refusal ? `${error.message} ${error.detail}` : 'не JSON'
    const text = `приветствие не принято: ${reason}`
    const { personId } = dialog
    writeLine(viber, { direction: '→', level: 'danger', text, botId: bot.id, personId })
  }
}
