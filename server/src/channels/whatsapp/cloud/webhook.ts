import type { Environment } from '../../contract.ts'
import { ChannelError } from '../../errors.ts'
import type { CloudSettings } from '../settings.ts'
import { GraphApi } from './api.ts'
import { isOfNobody, notFound } from './identify.ts'
import { appSubscriptions, phoneNumber, subscribedApps, success } from './types.ts'

type Where = Pick<CloudSettings, 'phoneNumberId' | 'accountId' | 'webhookSecret'>

const OBJECT = 'whatsapp_business_account'
/** What an app that was never told anything is to hear of. */
const fields = [
  'messages',
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
]
/** Younger than the others, and not known to every app: it tells whom somebody was before. */
const RENAMES = 'user_id_update'

/**
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override/
 * Numbers of one account may be channels of their own, or somebody else's: so the address is that of
 * the number. Where numbers cannot have one, it is that of the account. At each we are asked at once
 * whether it is ours.
 */
export async function subscribe(
  api: GraphApi,
  {
    settings,
    environment,
    url,
  }: { settings: CloudSettings; environment: Environment; url: string },
): Promise<void> {
  const { webhookSecret } = settings
  if (!webhookSecret) {
    throw new ChannelError('misconfigured', 'The channel has no webhook secret', { executed: 'no' })
  }
  await wakeApp(settings, environment, { callback_url: url, verify_token: webhookSecret })
  await subscribeApp(api, settings, {})
  const override = { override_callback_uri: url, verify_token: webhookSecret }
  if (await overrideNumber(api, settings, override)) return
  await subscribeApp(api, settings, override)
}

/**
 * An app hears nothing before somebody has said what of. One that hears of messages already, for
 * whatever other program, is left as it is. It is asked in its own name, which tells whether the
 * secret is right that all updates will be signed with.
 */
async function wakeApp(
  { appId, appSecret }: CloudSettings,
  environment: Environment,
  callback: { callback_url: string; verify_token: string },
): Promise<void> {
  const app = new GraphApi(`${appId}|${appSecret}`, environment)
  const path = `${appId}/subscriptions`
  try {
    const { data } = await app.call({ method: 'GET', path, result: appSubscriptions })
    const ours = data.find(({ object, active }) => object === OBJECT && active !== false)
    if (ours?.fields.some(({ name }) => name === 'messages')) return
    const hear = (names: string[]) => {
      const body = { object: OBJECT, ...callback, fields: names.join(',') }
      return app.call({ method: 'POST', path, body, result: success })
    }
    await hear([...fields, RENAMES]).catch((error: unknown) => {
      if (!(error instanceof ChannelError) || error.reason !== 'bad-format') throw error
      return hear(fields)
    })
  } catch (error) {
    throw isOfNobody(error) ? notFound(error) : error
  }
}

/** Other numbers of the account may still be read by the same app: it stays subscribed. */
export async function unsubscribe(api: GraphApi, where: Where): Promise<void> {
  const none = { override_callback_uri: '' }
  if (!(await overrideNumber(api, where, none))) await subscribeApp(api, where, {})
}

/** Whoever else holds the token can have updates sent elsewhere. */
export async function isSubscribed(api: GraphApi, where: Where, url: string): Promise<boolean> {
  const query = { fields: 'id,webhook_configuration' }
  const path = where.phoneNumberId
  const number = await api.call({ method: 'GET', path, query, result: phoneNumber })
  const { data } = await api.call({ method: 'GET', path: appsOf(where), result: subscribedApps })
  const own = number.webhook_configuration?.phone_number
  if (own) return data.length > 0 && own === url
  return data.some(({ override_callback_uri }) => override_callback_uri === url)
}

const appsOf = ({ accountId }: Where): string => `${accountId}/subscribed_apps`

/** Without an address, one that was given before is taken back. */
async function subscribeApp(api: GraphApi, where: Where, body: object): Promise<void> {
  try {
    await api.call({ method: 'POST', path: appsOf(where), body, result: success })
  } catch (error) {
    throw isOfNobody(error) ? notFound(error) : error
  }
}

/** Whether a number can have an address of its own here. */
async function overrideNumber(
  api: GraphApi,
  { phoneNumberId }: Where,
  webhook_configuration: object,
): Promise<boolean> {
  const body = { webhook_configuration }
  try {
    await api.call({ method: 'POST', path: phoneNumberId, body, result: success })
    return true
  } catch (error) {
    if (isOfNobody(error)) return false
    throw error
  }
}
