import type { DeliveryFailure } from '@otklik/protocol/settings'

import { type SafeAnswer, SafeFetchError } from '../lib/safe-fetch.ts'
import { signWebhook } from '../lib/sign-webhook.ts'
import type { WebhookWorld } from './parts.ts'
import { openWebhookSecrets, type WebhookRow } from './webhook-row.ts'

export interface Attempt {
  at: Date
  durationMs: number
  status?: number
  failure?: DeliveryFailure
  answer: string
  retryAfterMs?: number
}

const TIMEOUT_MS = 15_000
const MOST_ANSWER_BYTES = 64 * 1024
/** What is kept of an answer: enough for a sentence about what was wrong. */
const KEPT_ANSWER = 2000

/** One call of a receiver; whatever comes of it is told, not thrown. */
export async function attemptDelivery(
  { webhookFetch, secrets, clock }: Pick<WebhookWorld, 'webhookFetch' | 'secrets' | 'clock'>,
  row: WebhookRow & { event_id: string; body: string },
): Promise<Attempt> {
  const at = clock.now()
  const startedAt = performance.now()
  const { event_id: id, body, url } = row
  const signed = { id, at, body, ...openWebhookSecrets(secrets, row, at) }
  try {
    const answer = await webhookFetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Otklik-Webhooks',
        ...signWebhook(signed),
      },
      body,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MOST_ANSWER_BYTES,
    })
    return { at, durationMs: since(startedAt), ...read(answer) }
  } catch (error) {
    if (!(error instanceof SafeFetchError)) throw error
    return { at, durationMs: since(startedAt), failure: error.reason, answer: '' }
  }
}

const since = (startedAt: number): number => Math.round(performance.now() - startedAt)

function read({ status, headers, body }: SafeAnswer): Omit<Attempt, 'at' | 'durationMs'> {
  const isTaken = status >= 200 && status < 300
  const seconds = Number(headers['retry-after'])
  return {
    status,
    // PostgreSQL has no NUL in text.
    answer: body.toString('utf8').replaceAll('\u0000', '\uFFFD').slice(0, KEPT_ANSWER),
    ...(!isTaken && { failure: 'status' as const }),
    ...(seconds > 0 && { retryAfterMs: seconds * 1000 }),
  }
}
