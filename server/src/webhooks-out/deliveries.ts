import type {
  replayRequest,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookEvent,
} from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'

import type { Queryable } from '../database/index.ts'
import { NotFoundError, Refusal } from '../http/index.ts'
import { maskBody } from './mask.ts'
import { bodyOf } from './project-events.ts'
import { getWebhook, type WhichWebhook } from './webhook-row.ts'

/** More than these are asked for again in several times. */
const MOST_REPLAYED = 10_000

interface DeliveryRow {
  event_id: string
  type: string
  at: Date
  conversation_id: string | null
  state: WebhookDelivery['state']
  tries: number
  next_at: Date | null
  number: number
  last_status: number | null
  last_failure: NonNullable<WebhookDelivery['last']>['failure'] | null
  has_attempt: boolean
}

const select = `select d.event_id, e.type, e.at, d.conversation_id, d.state, d.tries, d.number,
    case when isfinite(d.next_at) then d.next_at end as next_at,
    a.status as last_status, a.failure as last_failure, a.event_id is not null as has_attempt
  from webhook_deliveries d
  join webhook_events e on e.account_id = d.account_id and e.id = d.event_id
  left join lateral (
    select status, failure, event_id from webhook_attempts t
    where t.account_id = d.account_id and t.webhook_id = d.webhook_id and t.event_id = d.event_id
    order by t.id desc limit 1) a on true`

export interface LogQuery {
  before?: number | undefined
  state?: WebhookDelivery['state'] | undefined
  limit: number
}

/** What was sent, the newest first. */
export async function listDeliveries(
  client: Queryable,
  which: WhichWebhook,
  { before, state, limit }: LogQuery,
): Promise<{ deliveries: WebhookDelivery[]; hasMore: boolean }> {
  await getWebhook(client, which)
  const { rows } = await client.query<DeliveryRow>(
    `${select} where d.account_id = $1 and d.webhook_id = $2
       and ($3::bigint is null or d.number < $3) and ($4::text is null or d.state = $4)
     order by d.number desc limit $5`,
    [which.accountId, which.webhookId, before ?? null, state ?? null, limit + 1],
  )
  return { deliveries: rows.slice(0, limit).map(viewDelivery), hasMore: rows.length > limit }
}

export async function getDelivery(
  client: Queryable,
  { accountId, webhookId }: WhichWebhook,
  eventId: string,
): Promise<WebhookDeliveryDetail> {
  const values = [accountId, webhookId, eventId]
  const { rows } = await client.query<DeliveryRow & { body: string }>(
    `${select.replace('select ', 'select e.body, ')}
     where d.account_id = $1 and d.webhook_id = $2 and d.event_id = $3`,
    values,
  )
  if (!rows[0]) throw new NotFoundError()
  const { rows: attempts } = await client.query<{
    at: Date
    duration_ms: number
    status: number | null
    failure: NonNullable<WebhookDelivery['last']>['failure'] | null
    answer: string
  }>(
    `select at, duration_ms, status, failure, answer from webhook_attempts
     where account_id = $1 and webhook_id = $2 and event_id = $3 order by id desc limit 100`,
    values,
  )
  return {
    ...viewDelivery(rows[0]),
    body: maskBody(rows[0].body),
    attempts: attempts.map(({ at, duration_ms, status, failure, answer }) => ({
      at: at.toISOString(),
      durationMs: duration_ms,
      ...(status !== null && { status }),
      ...(failure && { failure }),
      answer,
    })),
  }
}

function viewDelivery(row: DeliveryRow): WebhookDelivery {
  const { last_status: status, last_failure: failure } = row
  return {
    eventId: row.event_id,
    type: row.type,
    at: row.at.toISOString(),
    ...(row.conversation_id && { conversationId: row.conversation_id }),
    state: row.state,
    tries: row.tries,
    ...(row.state === 'waiting' && row.next_at && { nextAt: row.next_at.toISOString() }),
    ...(row.has_attempt && {
      last: { ...(status !== null && { status }), ...(failure && { failure }) },
    }),
    order: row.number,
  }
}

/** With the id of the first time, so that whoever has it already can tell. Three days begin anew. */
export async function replay(
  client: Queryable,
  { which, now }: { which: WhichWebhook; now: Date },
  asked: z.output<typeof replayRequest>,
): Promise<number> {
  const { state, events } = await getWebhook(client, which)
  if (state !== 'on') throw new Refusal('webhook-off')
  const { accountId, webhookId } = which
  const { rowCount } = await client.query(
    `insert into webhook_deliveries
       (account_id, webhook_id, event_id, conversation_id, number, since, next_at)
     select $1, $2, e.id, e.conversation_id, e.number, $3, $3 from webhook_events e
     where e.account_id = $1 and e.type = any($4) and ($5::text is null or e.id = $5)
       and ($6::timestamptz is null or e.at between $6 and $7)
     order by e.number limit ${MOST_REPLAYED}
     on conflict (account_id, webhook_id, event_id) do update
       set state = 'waiting', tries = 0, since = excluded.since, next_at = excluded.next_at,
         ended_at = null
       where webhook_deliveries.state <> 'waiting'`,
    [
      accountId,
      webhookId,
      now,
      events,
      'eventId' in asked ? asked.eventId : null,
      'from' in asked ? asked.from : null,
      'to' in asked ? asked.to : null,
    ],
  )
  return rowCount ?? 0
}

/** An event that says nothing, for this webhook alone; whoever makes it sends it. */
export async function addTestEvent(
  client: Queryable,
  { which, now }: { which: WhichWebhook; now: Date },
): Promise<{ eventId: string; body: string }> {
  const { name, keepDays } = await getWebhook(client, which)
  const { accountId, webhookId } = which
  const { rows } = await client.query<{ number: number }>(
    'select coalesce(max(number), 0) * 10 as number from webhook_cursors where account_id = $1',
    [accountId],
  )
  const order = rows[0]!.number
  const eventId = `test_${newId()}`
  const type: WebhookEvent['type'] = 'webhook.test'
  const data = { webhook: { id: webhookId, name } }
  const body = bodyOf({ type, at: now.toISOString(), data }, { accountId, order })
  const keepUntil = new Date(now.getTime() + keepDays * 24 * 3_600_000)
  await client.query(
    `insert into webhook_events (account_id, id, type, number, body, at, keep_until)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [accountId, eventId, type, order, body, now, keepUntil],
  )
  await client.query(
    `insert into webhook_deliveries
       (account_id, webhook_id, event_id, number, state, since, tries, next_at, ended_at)
     values ($1, $2, $3, $4, 'failed', $5, 1, $5, $5)`,
    [accountId, webhookId, eventId, order, now],
  )
  return { eventId, body }
}
