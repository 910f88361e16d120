import { randomBytes } from 'node:crypto'
import type { Webhook, WebhookEventType } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'
import type { SecretBox } from '../lib/secrets/index.ts'
import { SECRET_PREFIX, secretBytes } from '../lib/sign-webhook.ts'

export interface WebhookRow {
  account_id: string
  id: string
  version: number
  name: string
  url: string
  events: WebhookEventType[]
  state: Webhook['state']
  secret: string
  previous_secret: string | null
  previous_until: Date | null
  failing_since: Date | null
  delivered_at: Date | null
  keep_days: number
  created_at: Date
}

/** Something that is to be sent now, to whom and what. */
export interface DueRow extends WebhookRow {
  event_id: string
  body: string
  tries: number
  since: Date
}

export interface WhichWebhook {
  accountId: string
  webhookId: string
}

type SeenRow = WebhookRow & { waiting: number }

const select = `select w.*, (select count(*)::integer from webhook_deliveries d
    where d.account_id = w.account_id and d.webhook_id = w.id and d.state = 'waiting') as waiting
  from webhooks w`

export async function listWebhooks(client: Queryable, accountId: string): Promise<Webhook[]> {
  const { rows } = await client.query<SeenRow>(
    `${select} where w.account_id = $1 order by w.created_at, w.id`,
    [accountId],
  )
  return rows.map(viewWebhook)
}

export async function getWebhook(client: Queryable, which: WhichWebhook): Promise<Webhook> {
  const { rows } = await client.query<SeenRow>(`${select} where w.account_id = $1 and w.id = $2`, [
    which.accountId,
    which.webhookId,
  ])
  if (!rows[0]) throw new NotFoundError()
  return viewWebhook(rows[0])
}

/** For whoever calls it or changes it: the row itself, secrets sealed. */
export async function lockWebhook(client: Queryable, which: WhichWebhook): Promise<WebhookRow> {
  const { rows } = await client.query<WebhookRow>(
    'select * from webhooks where account_id = $1 and id = $2 for update',
    [which.accountId, which.webhookId],
  )
  if (!rows[0]) throw new NotFoundError()
  return rows[0]
}

function viewWebhook(row: SeenRow): Webhook {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    url: row.url,
    events: row.events,
    state: row.state,
    keepDays: row.keep_days,
    waiting: row.waiting,
    createdAt: row.created_at.toISOString(),
    ...(row.failing_since && { failingSince: row.failing_since.toISOString() }),
    ...(row.delivered_at && { deliveredAt: row.delivered_at.toISOString() }),
    ...(row.previous_until && { rotatesUntil: row.previous_until.toISOString() }),
  }
}

/** What signs: told once, sealed where it is kept. */
export function newSecret(
  secrets: SecretBox,
  which: WhichWebhook,
): { secret: string; sealed: string } {
  const secret = `${SECRET_PREFIX}${randomBytes(32).toString('base64')}`
  return { secret, sealed: secrets.seal(secret, placeOf(which)) }
}

/** The bytes that sign now: two while one secret is being exchanged for another. */
export function openWebhookSecrets(
  secrets: SecretBox,
  row: Pick<WebhookRow, 'account_id' | 'id' | 'secret' | 'previous_secret' | 'previous_until'>,
  now: Date,
): { secret: Buffer; formerSecret?: Buffer } {
  const place = placeOf({ accountId: row.account_id, webhookId: row.id })
  const { previous_secret: former, previous_until: until } = row
  return {
    secret: secretBytes(secrets.open(row.secret, place)),
    ...(former &&
      until &&
      until > now && { formerSecret: secretBytes(secrets.open(former, place)) }),
  }
}

const placeOf = ({ accountId, webhookId }: WhichWebhook) => ({
  accountId,
  channelId: webhookId,
  field: 'secret',
  rowId: webhookId,
  purpose: 'webhook',
})
