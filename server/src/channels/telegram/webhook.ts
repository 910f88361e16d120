import { z } from 'zod'

import { ChannelError } from '../errors.ts'
import type { TelegramApi } from './api.ts'
import { webhookState } from './types.ts'

/** Left out, Telegram would keep what was asked for last, by whomever. */
export const updateKinds = ['message', 'edited_message', 'callback_query', 'my_chat_member']

const MAX_CONNECTIONS = 40

/** https://core.telegram.org/bots/api#setwebhook */
export async function subscribe(
  api: TelegramApi,
  url: string,
  secret: string | undefined,
): Promise<void> {
  if (!secret) {
    throw new ChannelError('misconfigured', 'The channel has no webhook secret', { executed: 'no' })
  }
  const payload = {
    url,
    secret_token: secret,
    allowed_updates: updateKinds,
    max_connections: MAX_CONNECTIONS,
  }
  await api.call({ method: 'setWebhook', payload, result: z.literal(true) })
}

/** What waits at Telegram stays there: polling, or the next subscription, gets it. */
export async function unsubscribe(api: TelegramApi): Promise<void> {
  await api.call({ method: 'deleteWebhook', result: z.literal(true) })
}

/**
 * Whoever else holds the token can set a webhook of their own. The secret cannot be asked for, but
 * a wrong one shows: we refuse the calls, and Telegram remembers our answer.
 */
export async function isSubscribed(api: TelegramApi, url: string): Promise<boolean> {
  const state = await api.call({ method: 'getWebhookInfo', result: webhookState })
  const kinds = state.allowed_updates ?? []
  const asksForOurs =
    kinds.length === updateKinds.length && updateKinds.every((kind) => kinds.includes(kind))
  const isRefusedByUs = /\b40[13]\b/.test(state.last_error_message ?? '')
  return state.url === url && asksForOurs && !isRefusedByUs
}
