import type { createWebhookRequest, editWebhookRequest, Webhook } from '@otklik/protocol/settings'
import { WEBHOOK_ROTATION_HOURS } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'

import { type Author, changedMeanwhile, differences, recordChange } from '../audit/index.ts'
import { lockAccount, type Queryable } from '../database/index.ts'
import { InvalidFieldsError, Refusal } from '../http/index.ts'
import { isSafeAddress } from '../lib/safe-fetch.ts'
import type { SecretBox } from '../lib/secrets/index.ts'
import { getWebhook, lockWebhook, newSecret, type WhichWebhook } from './webhook-row.ts'

/** Whatever happens is written down once for each of them. */
const MOST_WEBHOOKS = 20
const HOUR_MS = 3_600_000

export interface Changing {
  author: Author
  secrets: SecretBox
  allowedHosts: readonly string[]
  now: Date
}

/** It is told what happens from now on. */
export async function createWebhook(
  client: Queryable,
  { author, secrets, allowedHosts, now }: Changing,
  asked: z.output<typeof createWebhookRequest>,
): Promise<Webhook & { secret: string }> {
  const { accountId } = author
  refuseUnsafeUrl(asked.url, allowedHosts)
  await lockAccount(client, accountId)
  const { rowCount } = await client.query('select from webhooks where account_id = $1', [accountId])
  if ((rowCount ?? 0) >= MOST_WEBHOOKS) throw new Refusal('too-many', { maximum: MOST_WEBHOOKS })
  const webhookId = newId()
  const { secret, sealed } = newSecret(secrets, { accountId, webhookId })
  await client.query(
    `insert into webhooks (account_id, id, name, url, events, state, secret, keep_days, created_at)
     values ($1, $2, $3, $4, $5, 'on', $6, $7, $8)`,
    [
      accountId,
      webhookId,
      asked.name,
      asked.url,
      [...new Set(asked.events)],
      sealed,
      asked.keepDays,
      now,
    ],
  )
  // Nobody read the feed for webhooks before there was one.
  await client.query(
    `insert into webhook_cursors (account_id, number)
     select $1, coalesce((select feed_number from account_counters where account_id = $1), 0)
     on conflict do nothing`,
    [accountId],
  )
  const made = await getWebhook(client, { accountId, webhookId })
  await recordChange(client, author, {
    action: 'created',
    subject: { kind: 'webhook', id: webhookId, name: made.name },
    changes: differences(undefined, recorded(made)),
    version: made.version,
  })
  return { ...made, secret }
}

export async function editWebhook(
  client: Queryable,
  { author, allowedHosts, now, webhookId }: Changing & { webhookId: string },
  { version, isOn, ...asked }: z.output<typeof editWebhookRequest>,
): Promise<Webhook> {
  const { accountId } = author
  const which = { accountId, webhookId }
  if (asked.url !== undefined) refuseUnsafeUrl(asked.url, allowedHosts)
  await lockAccount(client, accountId)
  const row = await lockWebhook(client, which)
  const before = await getWebhook(client, which)
  if (before.version !== version) {
    throw await changedMeanwhile(client, { accountId, kind: 'webhook', id: webhookId, version })
  }
  const state = isOn === undefined ? row.state : isOn ? 'on' : 'off'
  await client.query(
    `update webhooks set version = version + 1, name = $3, url = $4, events = $5, keep_days = $6,
       state = $7, failing_since = case when $7 = state and $4 = url then failing_since end
     where account_id = $1 and id = $2`,
    [
      accountId,
      webhookId,
      asked.name ?? row.name,
      asked.url ?? row.url,
      asked.events ? [...new Set(asked.events)] : row.events,
      asked.keepDays ?? row.keep_days,
      state,
    ],
  )
  if (state !== row.state) await waitOrGoOn(client, which, state === 'on' ? now : undefined)
  const after = await getWebhook(client, which)
  await recordChange(client, author, {
    action: 'changed',
    subject: { kind: 'webhook', id: webhookId, name: after.name },
    changes: differences(recorded(before), recorded(after)),
    version: after.version,
  })
  return after
}

/** What waits for a webhook that is off is looked for by nobody; switched on, it goes at once. */
export async function waitOrGoOn(
  client: Queryable,
  { accountId, webhookId }: WhichWebhook,
  at: Date | undefined,
): Promise<void> {
  await client.query(
    `update webhook_deliveries set next_at = coalesce($3, 'infinity'::timestamptz)
     where account_id = $1 and webhook_id = $2 and state = 'waiting'`,
    [accountId, webhookId, at ?? null],
  )
}

/** With it goes what was sent to it and what waits for it. */
export async function deleteWebhook(
  client: Queryable,
  { author, webhookId }: { author: Author; webhookId: string },
): Promise<void> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const { name } = await lockWebhook(client, { accountId, webhookId })
  await client.query('delete from webhooks where account_id = $1 and id = $2', [
    accountId,
    webhookId,
  ])
  await recordChange(client, author, {
    action: 'deleted',
    subject: { kind: 'webhook', id: webhookId, name },
    changes: [],
  })
}

/** Both sign for a day, so that the receiver can be told without losing anything. */
export async function rotateSecret(
  client: Queryable,
  { author, secrets, now, webhookId }: Changing & { webhookId: string },
): Promise<{ secret: string; rotatesUntil: string }> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const { name, version } = await lockWebhook(client, { accountId, webhookId })
  const { secret, sealed } = newSecret(secrets, { accountId, webhookId })
  const until = new Date(now.getTime() + WEBHOOK_ROTATION_HOURS * HOUR_MS)
  await client.query(
    `update webhooks set version = version + 1, previous_secret = secret, secret = $3,
       previous_until = $4 where account_id = $1 and id = $2`,
    [accountId, webhookId, sealed, until],
  )
  await recordChange(client, author, {
    action: 'changed',
    subject: { kind: 'webhook', id: webhookId, name },
    changes: [{ field: 'secret', before: '••••', after: '••••' }],
    version: version + 1,
  })
  return { secret, rotatesUntil: until.toISOString() }
}

const recorded = ({ name, url, events, keepDays, state }: Webhook) => ({
  name,
  url,
  events,
  keepDays,
  state,
})

/** What its name leads to is looked at whenever it is called: names change their minds. */
function refuseUnsafeUrl(url: string, allowedHosts: readonly string[]): void {
  const parsed = URL.parse(url)
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username || parsed.password) {
    throw new InvalidFieldsError({ url: { code: 'wrong-address' } })
  }
  if (!isSafeAddress(parsed, allowedHosts)) {
    throw new InvalidFieldsError({ url: { code: 'host-not-allowed' } })
  }
}
