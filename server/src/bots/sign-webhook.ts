import { createHmac } from 'node:crypto'

export interface Signed {
  /** The same whenever the same is asked again: whoever is asked twice can tell. */
  id: string
  at: Date
  body: string
  /** The bytes behind `whsec_`. */
  secret: Buffer
}

/**
 * The headers of Standard Webhooks: what a program checks before it believes a question.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signWebhook({ id, at, body, secret }: Signed): Record<string, string> {
  const seconds = Math.floor(at.getTime() / 1000)
  const signature = createHmac('sha256', secret).update(`${id}.${seconds}.${body}`).digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  }
}
