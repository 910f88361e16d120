import type { Fault } from '../fault-book.ts'
import { EVENTS, MANDATORY } from './callback.ts'
import type { Bot, Dialog } from './model.ts'
import { readOutgoing } from './outgoing.ts'
import { badData, missingData, Refusal } from './refusal.ts'
import { checkReceiver, checkVersion, post } from './sending.ts'
import type { Viber } from './viber.ts'
import { avatarOf, HERE, wireHost, wireToken } from './wire.ts'

const MAX_RECEIVERS = 300
const MAX_ONLINE = 100
const LOOKS = 2
const LOOKS_WITHIN_MS = 12 * 3600_000

/** One call of a bot, already let in. */
export interface Call {
  viber: Viber
  bot: Bot
  body: Record<string, unknown>
  size: number
  isDropped: boolean
  /** The message is to fail after it was accepted. */
  late?: Fault | undefined
}

/** Answers what stands beside `status` and `status_message`. */
type Method = (call: Call) => object | Promise<object>

export const METHODS: Record<string, Method> = {
  get_account_info: describeAccount,
  set_webhook: setWebhook,
  send_message: sendMessage,
  broadcast_message: broadcast,
  get_user_details: describeUser,
  get_online: listOnline,
}

function describeAccount({ viber, bot }: Call) {
  const { id, name, uri, webhook } = bot
  const subscribers = viber.world.dialogs(id).filter(({ isSubscribed }) => isSubscribed)
  return {
    ...{ id: `pa:${id}`, name, uri, icon: `${HERE}/i/720.jpg`, background: `${HERE}/i/721.jpg` },
    ...{ category: 'Companies', subcategory: 'Shopping', country: 'RU' },
    location: { lon: 37.6173, lat: 55.7558 },
    webhook: webhook?.url ?? '',
    event_types: webhook?.events ?? [],
    subscribers_count: subscribers.length,
    members: [],
    ...wireHost,
  }
}

async function setWebhook({ viber, bot, body }: Call) {
  const { url } = body
  if (typeof url !== 'string') throw missingData('url')
  if (url === '') {
    delete bot.webhook
    viber.world.bots.save(bot)
    return { event_types: [] }
  }
  checkUrl(bot, url)
  const events = readEvents(body.event_types)
  const outcome = await viber.callbacks.check(bot, url)
  if (typeof outcome === 'string') throw new Refusal(1, `invalidUrl: ${outcome}`)
  if (outcome.status !== 200)
    throw new Refusal(1, `Result Status: ${outcome.status}; Reason: webhook check failed`)
  const { send_name, send_photo } = body
  bot.webhook = { url, events, sendsName: send_name === true, sendsPhoto: send_photo === true }
  viber.world.bots.save(bot)
  return { ...wireHost, event_types: events }
}

function checkUrl({ allowsLocalWebhooks }: Bot, url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed?.protocol === 'https:') return
  const isLocal = parsed && ['127.0.0.1', 'localhost', '[::1]'].includes(parsed.hostname)
  if (!isLocal || !allowsLocalWebhooks || parsed.protocol !== 'http:') throw new Refusal(1)
}

/** Without a list all are asked for; an empty one asks for none but those that always come. */
function readEvents(source: unknown): string[] {
  if (source === undefined || source === null) return EVENTS
  if (!Array.isArray(source) || source.some((event) => !EVENTS.includes(event)))
    throw badData('event_types')
  return [...new Set([...(source as string[]), ...MANDATORY])]
}

function sendMessage({ viber, bot, body, size, isDropped, late }: Call) {
  if (typeof body.receiver !== 'string' || body.receiver === '') throw missingData('receiver')
  const outgoing = readOutgoing(body, size)
  if (!bot.webhook) throw new Refusal(10)
  const found = viber.world.findDialogOf(bot.id, body.receiver)
  const dialog = checkReceiver(viber, bot, found)
  checkVersion(viber, dialog, outgoing)
  const token = viber.world.nextToken()
  post(viber, dialog, outgoing, { token, method: 'send_message', isDropped, late })
  return { message_token: wireToken(token), ...wireHost, billing_status: 1 }
}

function broadcast({ viber, bot, body, size, isDropped, late }: Call) {
  const list = body.broadcast_list
  if (!Array.isArray(list) || list.length === 0) throw missingData('broadcast_list')
  if (list.length > MAX_RECEIVERS) throw badData('broadcast_list')
  const outgoing = readOutgoing(body, size)
  if (!bot.webhook) throw new Refusal(10)
  const token = viber.world.nextToken()
  const failed_list: object[] = []
  for (const receiver of list) {
    try {
      const dialog = checkReceiver(viber, bot, viber.world.findDialogOf(bot.id, String(receiver)))
      checkVersion(viber, dialog, outgoing)
      post(viber, dialog, outgoing, { token, method: 'broadcast_message', isDropped, late })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      failed_list.push({ receiver, status: error.code, status_message: error.message })
    }
  }
  return { message_token: wireToken(token), ...wireHost, failed_list }
}

function describeUser({ viber, bot, body }: Call) {
  if (typeof body.id !== 'string') throw missingData('id')
  const dialog = viber.world.findDialogOf(bot.id, body.id)
  if (!dialog) throw new Refusal(5)
  if (!dialog.isSubscribed) throw new Refusal(6)
  const now = viber.clock.now()
  dialog.lookedAt = dialog.lookedAt.filter((at) => now - at < LOOKS_WITHIN_MS)
  if (bot.limitsRate && dialog.lookedAt.length >= LOOKS) throw new Refusal(12)
  dialog.lookedAt.push(now)
  viber.world.saveDialog(dialog)
  return {
    message_token: wireToken(viber.world.nextToken()),
    ...wireHost,
    user: describePerson(viber, dialog),
  }
}

function describePerson({ world }: Viber, { userId, personId }: Dialog) {
  const person = world.people.find(String(personId))!
  const { name, country, language, apiVersion, isHidden } = person
  return {
    ...{ id: userId, name: isHidden ? 'Subscriber' : name },
    ...(!isHidden && { avatar: avatarOf(person) }),
    ...{ country, language, api_version: apiVersion },
    ...{ primary_device_os: 'android 14', viber_version: '24.1.0', device_type: 'Pixel 8' },
    ...{ mcc: 250, mnc: 1 },
  }
}

function listOnline({ viber, bot, body }: Call) {
  const { ids } = body
  if (!Array.isArray(ids)) throw missingData('ids')
  if (ids.length > MAX_ONLINE) throw badData('ids')
  return { users: ids.map((id) => describeOnline(viber, bot, String(id))) }
}

function describeOnline({ world }: Viber, bot: Bot, id: string) {
  const dialog = world.findDialogOf(bot.id, id)
  const person = dialog && world.people.find(String(dialog.personId))
  if (!dialog?.isSubscribed || !person)
    return { id, online_status: 4, online_status_message: 'unavailable' }
  if (person.isHidden) return { id, online_status: 2, online_status_message: 'undisclosed' }
  const isOffline = person.isOffline
  return {
    id,
    online_status: isOffline ? 1 : 0,
    online_status_message: isOffline ? 'offline' : 'online',
  }
}
