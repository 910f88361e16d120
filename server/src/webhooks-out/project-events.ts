import { createHash } from 'node:crypto'
import type { Conversation, Message } from '@otklik/protocol'
import type { WebhookEvent, WebhookEventType } from '@otklik/protocol/settings'

import { listConversations } from '../conversations/index.ts'
import { type Database, isNotSuspended, type Queryable } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import { toDatabaseJson } from '../lib/database-json.ts'
import type { Hints } from '../lib/hints.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { listMarks } from '../tracking/index.ts'
import { type Entry, type Told, tellEntry } from './tell-events.ts'

interface World {
  database: Database
  clock: Clock
  hints: Hints
  onProblem(problem: string, facts: object): void
}

const LOOK_EVERY_MS = 5000
const GATHER_MS = 200
const MOST_AT_ONCE = 500
const DAY_MS = 24 * 3_600_000
/** Room between two entries of the feed for all that one of them may say. */
const ORDERS_PER_ENTRY = 10

/**
 * Reads what happened from the feed, in its order, and writes down for each webhook what it is to be
 * told. How far it has come is saved together with that: a crash loses nothing and doubles nothing.
 */
export function projectEvents(world: World): Loop {
  const { database, hints, onProblem } = world

  async function round(): Promise<boolean> {
    const { rows } = await database.query<{ account_id: string }>(
      `select w.account_id from webhook_cursors w
       join account_counters c on c.account_id = w.account_id and c.feed_number > w.number
       where w.${isNotSuspended}`,
    )
    let isMore = false
    for (const { account_id } of rows) {
      const read = await database.transaction((client) => readOn(client, account_id, world.clock))
      if (read.told > 0) hints.send('webhooks', account_id)
      isMore ||= read.isMore
    }
    return isMore
  }

  const loop = createLoop('webhook events', round, {
    everyMs: LOOK_EVERY_MS,
    gatherMs: GATHER_MS,
    onProblem,
  })
  hints.listen('feed', loop.wake)
  return loop
}

interface Wanting {
  id: string
  events: WebhookEventType[]
  keep_days: number
  is_on: boolean
}

async function readOn(client: Queryable, accountId: string, clock: Clock) {
  const now = clock.now()
  const { rows: cursors } = await client.query<{ number: number }>(
    'select number from webhook_cursors where account_id = $1 for update',
    [accountId],
  )
  const after = cursors[0]?.number
  if (after === undefined) return { told: 0, isMore: false }
  const { rows: entries } = await client.query<Entry>(
    `select number, kind, payload from feed where account_id = $1 and number > $2
     order by number limit ${MOST_AT_ONCE}`,
    [accountId, after],
  )
  // For one that we have switched off it gathers, as long as it is kept. Nobody switches it on
  // meanwhile: what is written here would not be among what goes then.
  const { rows: webhooks } = await client.query<Wanting>(
    `select id, events, keep_days, state = 'on' as is_on from webhooks
     where account_id = $1 and state in ('on', 'failed') order by id for key share`,
    [accountId],
  )
  const told = webhooks.length > 0 ? await tell(client, { accountId, entries, webhooks, now }) : 0
  await client.query('update webhook_cursors set number = $2 where account_id = $1', [
    accountId,
    entries.at(-1)?.number ?? after,
  ])
  return { told, isMore: entries.length === MOST_AT_ONCE }
}

interface Telling {
  accountId: string
  entries: Entry[]
  webhooks: Wanting[]
  now: Date
}

async function tell(client: Queryable, telling: Telling): Promise<number> {
  const { accountId, entries, webhooks, now } = telling
  const known = await readKnown(client, accountId, entries)
  const events = beginningsFirst(
    entries.flatMap((entry) =>
      tellEntry(entry, known, now).map((told, n) => ({
        told,
        order: entry.number * ORDERS_PER_ENTRY + n + 1,
      })),
    ),
  )
  const wanted = events.filter(({ told }) =>
    webhooks.some((each) => each.events.includes(told.type)),
  )
  if (wanted.length === 0) return 0
  const isNew = await writeEvents(client, telling, wanted)
  const rows = webhooks.flatMap(({ id, events: types, is_on: isOn }) =>
    wanted
      .filter(({ told }) => types.includes(told.type) && isNew.has(eventIdOf(told)))
      .map(({ told, order }) => ({
        webhookId: id,
        eventId: eventIdOf(told),
        conversationId: told.conversationId ?? null,
        order,
        isOn,
      })),
  )
  await client.query(
    `insert into webhook_deliveries
       (account_id, webhook_id, event_id, conversation_id, number, since, next_at)
     select $1, "webhookId", "eventId", "conversationId", "order", $3::timestamptz,
       case when "isOn" then $3::timestamptz else 'infinity'::timestamptz end
     from jsonb_to_recordset($2::jsonb) as r
       ("webhookId" uuid, "eventId" text, "conversationId" uuid, "order" bigint, "isOn" boolean)
     on conflict do nothing`,
    [accountId, JSON.stringify(rows), now],
  )
  return rows.length
}

interface Ordered {
  told: Told
  order: number
}

/** In the feed a conversation stands behind its first message; to be told of, it comes before it. */
function beginningsFirst(events: Ordered[]): Ordered[] {
  return events.map(({ told, order }) => {
    if (told.type !== 'conversation.created') return { told, order }
    const first = events.find((each) => each.told.conversationId === told.conversationId)
    const place = Math.floor((first?.order ?? order) / ORDERS_PER_ENTRY)
    return { told, order: place * ORDERS_PER_ENTRY }
  })
}

/** Those that were not told before. Of whom we forget it was forgotten that they were. */
async function writeEvents(
  client: Queryable,
  { accountId, webhooks, now }: Telling,
  events: Ordered[],
): Promise<ReadonlySet<string>> {
  const keepDays = Math.max(...webhooks.map(({ keep_days }) => keep_days))
  // Whoever is being erased now is erased afterwards; whoever is erased later finds what is written here.
  await client.query(
    'select from contacts where account_id = $1 and id = any ($2) order by id for share',
    [accountId, [...new Set(events.flatMap(({ told }) => told.contactId ?? []))]],
  )
  const rows = events.map(({ told, order }) => ({
    id: eventIdOf(told),
    type: told.type,
    conversationId: told.conversationId ?? null,
    contactId: told.contactId ?? null,
    order,
    body: bodyOf(told, { accountId, order }),
  }))
  const { rows: written } = await client.query<{ id: string }>(
    `insert into webhook_events
       (account_id, id, type, conversation_id, contact_id, number, body, at, keep_until)
     select $1, id, type, "conversationId", "contactId", "order", body, $3, $4
     from jsonb_to_recordset($2::jsonb) as r (id text, type text, "conversationId" uuid,
       "contactId" uuid, "order" bigint, body text)
     where type = 'contact.erased' or not exists (
       select from contacts c where c.account_id = $1 and c.id = r."contactId"
         and c.erased_at is not null)
     on conflict do nothing returning id`,
    [accountId, toDatabaseJson(rows), now, new Date(now.getTime() + keepDays * DAY_MS)],
  )
  return new Set(written.map(({ id }) => id))
}

export function bodyOf(
  { type, at, data }: { type: WebhookEvent['type']; at: string; data: WebhookEvent['data'] },
  { accountId, order }: { accountId: string; order: number },
): string {
  return JSON.stringify({
    type,
    version: 1,
    timestamp: at,
    order,
    company: { id: accountId },
    data,
  })
}

/** What `webhook-id` says: short, and the same for the same. */
const eventIdOf = ({ name }: Told): string =>
  `evt_${createHash('sha256').update(name).digest('base64url').slice(0, 27)}`

async function readKnown(client: Queryable, accountId: string, entries: Entry[]) {
  const idsOf = (kind: string, idOf: (payload: never) => string) => [
    ...new Set(
      entries.filter((each) => each.kind === kind).map((each) => idOf(each.payload as never)),
    ),
  ]
  const everybodys = { accountId, scope: 'all', seesOf: [] } as const
  const conversations = await listConversations(
    client as Database,
    everybodys,
    idsOf('message', ({ conversationId }: Message) => conversationId),
  )
  const { rows: contacts } = await client.query<ContactRow>(
    `select id, version, name, phone, email, fields, tags, note, is_vip, barred_at, erased_at
     from contacts where account_id = $1 and id = any($2)`,
    [accountId, idsOf('contact', ({ id }: Pick<Conversation, 'id'>) => id)],
  )
  const begun = entries.flatMap(({ kind, payload }) =>
    kind === 'conversation' ? [payload as Conversation] : [],
  )
  const visitIds = [...conversations, ...begun].flatMap(({ visit }) => visit?.id ?? [])
  const marks = await listMarks(client, accountId, [...new Set(visitIds)])
  const byId = new Map(conversations.map((each) => [each.id, each]))
  const cards = new Map(contacts.map((each) => [each.id, toCard(each)]))
  return {
    conversation: (id: string) => byId.get(id),
    contact: (id: string) => cards.get(id),
    marks: (visitId: string) => marks.get(visitId),
  }
}

interface ContactRow {
  id: string
  version: number
  name: string
  phone: string
  email: string
  fields: Record<string, string>
  tags: string[]
  note: string
  is_vip: boolean
  barred_at: Date | null
  erased_at: Date | null
}

function toCard({ is_vip, barred_at, erased_at, ...card }: ContactRow) {
  return {
    ...card,
    isVip: is_vip,
    isBarred: barred_at !== null,
    isErased: erased_at !== null,
  }
}
