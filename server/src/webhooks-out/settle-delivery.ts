import { WEBHOOK_TRIED_HOURS } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'

import type { Queryable } from '../database/index.ts'
import type { Attempt } from './attempt-delivery.ts'
import { waitOrGoOn } from './change-webhooks.ts'
import { nextTry } from './next-try.ts'
import type { WebhookWorld } from './parts.ts'
import type { DueRow } from './webhook-row.ts'

/** The receiver says that there is nobody any more, and never will be. */
const GONE = 410
/** That it is well is written down so often and no oftener. */
const WELL_EVERY_MS = 10_000

/** Writes down what came of an attempt, and what follows from it. */
export async function settleDelivery(
  world: WebhookWorld,
  row: DueRow,
  attempt: Attempt,
): Promise<void> {
  const { database, hints, clock } = world
  if (!attempt.failure) return markDelivered(database, row, attempt)
  const { tries, since } = row
  const { retryAfterMs } = attempt
  const now = clock.now()
  const isGone = attempt.status === GONE
  const again = isGone
    ? undefined
    : nextTry({ tries, since, now, retryAfterMs, random: Math.random() })
  const isOff = await database.transaction((client) =>
    markFailed(client, row, { attempt, again, now, isGone }),
  )
  if (isOff) hints.send('channels', row.account_id)
}

async function markDelivered(client: Queryable, row: DueRow, attempt: Attempt): Promise<void> {
  await client.query(
    `with attempt as (${insertAttempt} returning account_id), ended as (
       update webhook_deliveries set state = 'delivered', ended_at = $5, next_at = $5
       where account_id = $1 and webhook_id = $3 and event_id = $4 and state = 'waiting'
       returning account_id)
     update webhooks set delivered_at = $5, failing_since = null
     where account_id = $1 and id = $3
       and (failing_since is not null or delivered_at is null or delivered_at < $10)`,
    [...attemptValues(row, attempt), new Date(attempt.at.getTime() - WELL_EVERY_MS)],
  )
}

interface Failed {
  attempt: Attempt
  again: Date | undefined
  now: Date
  isGone: boolean
}

/** True where the webhook was switched off for it. */
async function markFailed(
  client: Queryable,
  row: DueRow,
  { attempt, again, now, isGone }: Failed,
): Promise<boolean> {
  const { account_id: accountId, id: webhookId, event_id: eventId } = row
  // Whoever holds its row changes it; a webhook that was deleted meanwhile has none.
  const { rows } = await client.query<{ failing_since: Date | null; state: string }>(
    `update webhooks set failing_since = coalesce(failing_since, $3)
     where account_id = $1 and id = $2 returning failing_since, state`,
    [accountId, webhookId, attempt.at],
  )
  const [webhook] = rows
  if (!webhook) return false
  await client.query(insertAttempt, attemptValues(row, attempt))
  const isOn = webhook.state === 'on'
  await client.query(
    `update webhook_deliveries set state = $4, ended_at = $5,
       next_at = coalesce($6::timestamptz, 'infinity'::timestamptz)
     where account_id = $1 and webhook_id = $2 and event_id = $3 and state = 'waiting'`,
    [
      accountId,
      webhookId,
      eventId,
      again ? 'waiting' : 'failed',
      again ? null : now,
      again && isOn ? again : null,
    ],
  )
  const failingMs = now.getTime() - (webhook.failing_since ?? now).getTime()
  const isHopeless = !again && failingMs >= WEBHOOK_TRIED_HOURS * 3_600_000
  if (!isOn || !(isGone || isHopeless)) return false
  await client.query(
    `update webhooks set state = 'failed', version = version + 1 where account_id = $1 and id = $2`,
    [accountId, webhookId],
  )
  await waitOrGoOn(client, { accountId, webhookId }, undefined)
  return true
}

export const insertAttempt = `insert into webhook_attempts
    (account_id, id, webhook_id, event_id, at, duration_ms, status, failure, answer)
  select $1, $2, $3, $4, $5, $6, $7, $8, $9
  where exists (select from webhook_deliveries
    where account_id = $1 and webhook_id = $3 and event_id = $4)`

export function attemptValues(
  { account_id, id, event_id }: Pick<DueRow, 'account_id' | 'id' | 'event_id'>,
  { at, durationMs, status, failure, answer }: Attempt,
): unknown[] {
  return [
    account_id,
    newId(),
    id,
    event_id,
    at,
    durationMs,
    status ?? null,
    failure ?? null,
    answer,
  ]
}
