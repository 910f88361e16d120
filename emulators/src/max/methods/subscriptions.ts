import type { Bot, Subscription } from '../model.ts'
import { badPayload, isMissing, Refusal } from '../refusal.ts'
import { UPDATE_TYPES } from '../update.ts'
import type { Call, Method } from './call.ts'

export const SUBSCRIPTION_METHODS: Method[] = [
  {
    route: 'GET /subscriptions',
    run: ({ bot }) => ({ subscriptions: bot.subscriptions.map(wire) }),
  },
  { route: 'POST /subscriptions', run: subscribe },
  { route: 'DELETE /subscriptions', run: unsubscribe },
  { route: 'GET /updates', run: getUpdates },
]

/** The secret is never told again. */
const wire = ({ url, at, types }: Subscription) => ({
  ...{ url, time: at, update_types: types ?? null },
})

function subscribe({ max, bot, body }: Call) {
  const { url, secret, update_types } = (body ?? {}) as Record<string, unknown>
  if (typeof url !== 'string' || url === '') throw isMissing('url')
  checkUrl(bot, url)
  if (secret !== undefined && (typeof secret !== 'string' || !/^[\w-]{5,256}$/.test(secret)))
    throw badPayload("Field 'secret' must match ^[a-zA-Z0-9_-]{5,256}$")
  const types = readTypes(update_types)
  const others = bot.subscriptions.filter((one) => bot.keepsSeveralWebhooks && one.url !== url)
  bot.subscriptions = [
    ...others,
    { url, at: max.clock.now(), ...(secret !== undefined && { secret }), ...(types && { types }) },
  ]
  max.world.bots.save(bot)
  return { success: true }
}

function checkUrl({ allowsLocalWebhooks }: Bot, url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const isLocal = parsed && ['127.0.0.1', 'localhost', '[::1]'].includes(parsed.hostname)
  if (isLocal && allowsLocalWebhooks && /^https?:$/.test(parsed.protocol)) return
  if (parsed?.protocol !== 'https:') throw badPayload('Webhook url must start with https://')
  if (parsed.port !== '') throw badPayload('Webhook url must use port 443')
}

function readTypes(source: unknown): string[] | undefined {
  if (source === undefined || source === null) return undefined
  if (!Array.isArray(source)) throw badPayload("Field 'update_types' must be a list")
  const unknown = source.find((type) => !UPDATE_TYPES.includes(type))
  if (unknown !== undefined) throw badPayload(`Unknown update type: ${String(unknown)}`)
  return source as string[]
}

function unsubscribe({ max, bot, query }: Call) {
  const url = query.required('url')
  const rest = bot.subscriptions.filter((one) => one.url !== url)
  if (rest.length === bot.subscriptions.length)
    return { success: false, message: 'Subscription not found' }
  bot.subscriptions = rest
  max.world.bots.save(bot)
  return { success: true }
}

function getUpdates({ max, bot, query }: Call) {
  const limit = query.between('limit', { least: 1, most: 1000, otherwise: 100 })
  const timeout = query.between('timeout', { least: 0, most: 90, otherwise: 30 })
  const marker = query.integer('marker')
  if (bot.subscriptions.length > 0)
    throw new Refusal(405, 'method.not.allowed', 'Webhook subscription is active')
  max.limits.checkDialog(bot, 'updates', '')
  const types = query.list('types')
  return max.updates.poll(bot, { marker, limit, waitMs: timeout * 1000, types })
}
