import { z } from 'zod'

/** What a browser subscribes with: an uncompressed point of P-256, base64url. */
export const pushKey = z.object({ key: z.string() })

const base64url = (length: number) =>
  z.string().regex(new RegExp(`^[\\w-]{${length}}={0,2}$`), { error: 'invalid' })

/** A browser's `PushSubscription`, as its `toJSON` gives it. */
export const pushSubscriptionRequest = z.strictObject({
  endpoint: z.url().max(2000),
  keys: z.strictObject({ p256dh: base64url(87), auth: base64url(22) }),
})
export type PushSubscriptionRequest = z.output<typeof pushSubscriptionRequest>

/** What a push says, once the browser has opened it. */
export const pushPayload = z.object({
  title: z.string(),
  body: z.string(),
  /** A later one of the same tag takes its place. */
  tag: z.string(),
  /** Where a click leads. */
  path: z.string(),
  /** Of how many conversations it tells. */
  count: z.int(),
  at: z.string(),
})
export type PushPayload = z.output<typeof pushPayload>
