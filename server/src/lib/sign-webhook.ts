import { createHmac } from 'node:crypto'

export interface Signed {
  /** The same whenever the same is asked again: whoever is asked twice can tell. */
  id: string
  at: Date
  body: string
  /** The bytes behind `whsec_`. */
  secret: Buffer
  /** Of the secret before it, while the two are being exchanged: either of them proves the call. */
  formerSecret?: Buffer | undefined
}

/** What a secret begins with; what signs is the bytes behind it. */
export const SECRET_PREFIX = 'whsec_'

export const secretBytes = (secret: string): Buffer =>
  Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64')

/**
 * The headers of Standard Webhooks: what a program checks before it believes a call of ours.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signWebhook({
  id,
  at,
  body,
  secret,
  formerSecret,
}: Signed): Record<string, string> {
  const seconds = Math.floor(at.getTime() / 1000)
  const signed = [secret, ...(formerSecret ? [formerSecret] : [])].map((each) => {
    const signature = createHmac('sha256', each).update(`${id}.${seconds}.${body}`).digest('base64')
    return `v1,${signature}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signed.join(' '),
  }
}
