import { isIP } from 'node:net'
import { toUnix } from '../../clock.ts'
import type { Bot, Webhook } from '../model.ts'
import type { Params } from '../params.ts'
import { badRequest, tooManyRequests } from '../refusal.ts'
import { KNOWN_KINDS } from '../updates.ts'
import { type Call, Described, type Method } from './call.ts'

const PORTS = ['443', '80', '88', '8443']
const MAX_CERTIFICATE_BYTES = 3 * (1 << 20)
const lastSetAt = new WeakMap<Bot, number>()

export const setWebhook: Method = (call) => {
  const { telegram, bot, params } = call
  if (!params.has('url')) return deleteWebhook(call)
  const webhook = readWebhook(bot, params)
  const allowed = readAllowedUpdates(params, bot.allowedUpdates)
  checkPace(call)
  if (params.flag('drop_pending_updates')) telegram.updates.dropAll(bot)
  telegram.updates.interruptPoll(bot, 'terminated by setWebhook request')
  if (isSameWebhook(bot.webhook, webhook) && isSameList(allowed, bot.allowedUpdates))
    return new Described(true, 'Webhook is already set')
  bot.webhook = webhook
  keepAllowedUpdates(bot, allowed)
  telegram.world.saveBot(bot)
  telegram.updates.applyWebhook(bot)
  return new Described(true, 'Webhook was set')
}

export const deleteWebhook: Method = ({ telegram, bot, params }) => {
  if (params.flag('drop_pending_updates')) telegram.updates.dropAll(bot)
  if (!bot.webhook) return new Described(true, 'Webhook is already deleted')
  delete bot.webhook
  telegram.world.saveBot(bot)
  telegram.updates.applyWebhook(bot)
  return new Described(true, 'Webhook was deleted')
}

export const getWebhookInfo: Method = ({ telegram, bot }) => {
  const { webhook } = bot
  const pending = { pending_update_count: telegram.updates.pending(bot).length }
  if (!webhook) return { url: '', has_custom_certificate: false, ...pending }
  return {
    url: webhook.url,
    has_custom_certificate: webhook.hasCertificate,
    ...pending,
    ...(webhook.lastError && {
      last_error_date: toUnix(webhook.lastError.at),
      last_error_message: webhook.lastError.message,
    }),
    max_connections: webhook.maxConnections,
    ...(webhook.ipAddress && { ip_address: webhook.ipAddress }),
    ...(bot.allowedUpdates && { allowed_updates: bot.allowedUpdates }),
  }
}

/** Missing keeps what was; an empty or senseless list means the default. */
export function readAllowedUpdates(params: Params, before: string[] | undefined) {
  const list = params.json('allowed_updates', "can't parse allowed updates JSON object")
  if (!Array.isArray(list)) return before
  const known = list.filter((kind): kind is string => KNOWN_KINDS.has(String(kind)))
  return known.length > 0 ? known : undefined
}

export function keepAllowedUpdates(bot: Bot, allowed: string[] | undefined): void {
  if (allowed) bot.allowedUpdates = allowed
  else delete bot.allowedUpdates
}

function readWebhook(bot: Bot, params: Params): Webhook {
  const url = readUrl(bot, params.text('url').trim())
  const certificate = params.upload('certificate')
  if (certificate && certificate.bytes.length > MAX_CERTIFICATE_BYTES)
    throw badRequest(`certificate size is too big (${certificate.bytes.length} bytes)`)
  const secret = params.text('secret_token')
  if (secret.length > 256) throw badRequest('secret token is too long')
  if (/[^A-Za-z0-9_-]/.test(secret)) throw badRequest('secret token contains unallowed characters')
  const ipAddress = params.text('ip_address') || (isIP(url.hostname) ? url.hostname : '')
  return {
    url: params.text('url').trim(),
    maxConnections: params.integer('max_connections', { fallback: 40, min: 1, max: 100 }),
    hasCertificate: certificate !== undefined,
    // Not given means none, even if there was one before.
    ...(secret !== '' && { secret }),
    ...(ipAddress !== '' && { ipAddress }),
  }
}

function readUrl(bot: Bot, text: string): URL {
  const whole = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`
  if (!URL.canParse(whole)) throw badRequest('invalid webhook URL specified')
  const url = new URL(whole)
  if (!['http:', 'https:'].includes(url.protocol)) throw badRequest('invalid webhook URL specified')
  if (bot.allowsLocalWebhooks) return url
  if (url.protocol !== 'https:')
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
  if (url.port !== '' && !PORTS.includes(url.port))
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443')
  if (url.hostname.startsWith('['))
    throw badRequest('bad webhook: IPv6-only addresses are not allowed')
  if (isReserved(url.hostname))
    throw badRequest(`bad webhook: IP address ${url.hostname} is reserved`)
  if (url.hostname === 'localhost' || !url.hostname.includes('.'))
    throw badRequest('bad webhook: Failed to resolve host: Name or service not known')
  return url
}

function isReserved(host: string): boolean {
  return /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(
    host,
  )
}

/** Once a second, counting only the calls that would change something. */
function checkPace({ telegram, bot }: Call): void {
  const now = telegram.clock.now()
  const before = lastSetAt.get(bot)
  if (bot.limitsRate && before !== undefined && now - before < 1000) throw tooManyRequests(1)
  lastSetAt.set(bot, now)
}

function isSameWebhook(a: Webhook | undefined, b: Webhook): boolean {
  if (!a) return false
  const { lastError: _, ...before } = a
  return isSameList(Object.entries(before).sort().flat(), Object.entries(b).sort().flat())
}

function isSameList(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
