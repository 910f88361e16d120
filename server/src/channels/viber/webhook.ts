import type { ViberApi } from './api.ts'
import { accountInfo, anything } from './types.ts'

/** Beside `message`, which cannot be left out. */
const events = ['delivered', 'seen', 'failed', 'subscribed', 'unsubscribed', 'conversation_started']

/**
 * https://developers.viber.com/docs/api/rest-bot-api/#webhooks. Viber calls the address before it
 * answers; a name is told only where it is asked for.
 */
export async function subscribe(api: ViberApi, url: string): Promise<void> {
  const payload = { url, event_types: events, send_name: true, send_photo: false }
  await api.call({ method: 'set_webhook', payload, result: anything })
}

/** Without a webhook there is no chat with the bot at all. */
export async function unsubscribe(api: ViberApi): Promise<void> {
  await api.call({ method: 'set_webhook', payload: { url: '' }, result: anything })
}

/** A bot has one webhook, and whoever else holds the token can set theirs. */
export async function isSubscribed(api: ViberApi, url: string): Promise<boolean> {
  const { webhook, event_types } = await api.call({
    method: 'get_account_info',
    payload: {},
    result: accountInfo,
  })
  return webhook === url && events.every((event) => event_types?.includes(event) ?? true)
}
