import type { Queryable } from '../database/index.ts'
import { type Cell, nameOf, SumChanges } from './cells.ts'
import type { DayOfFacts, Fact } from './facts.ts'
import { packFacts, unpackFacts } from './packed-facts.ts'
import { add, addPacked, pack, type Sums } from './packed-sums.ts'
import { kindsOf } from './read-facts.ts'

/**
 * Puts what was counted of conversations in the place of what was known of them, and changes the sums
 * by the difference. Must be in one transaction with the word how far it was counted.
 */
export async function keepFacts(
  client: Queryable,
  accountId: string,
  { ids, days }: { ids: readonly string[]; days: readonly DayOfFacts[] },
): Promise<void> {
  const known = await takeFacts(client, accountId, ids)
  const changes = new SumChanges()
  for (const day of known) changes.add(day, -1)
  for (const day of days) changes.add(day, 1)
  if (days.length > 0) await writeFacts(client, accountId, days)
  const changed = changes.list()
  if (changed.length > 0) await changeSums(client, accountId, changed)
}

interface Row {
  conversation_id: string
  day: string
  channel_id: string
  topic: string
  tags: string[]
  source: string
  packed: Buffer
}

async function takeFacts(
  client: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<DayOfFacts[]> {
  const { rows } = await client.query<Row>(
    `delete from report_facts f where f.account_id = $1 and f.conversation_id = any($2)
     returning f.conversation_id, f.day::text as day, f.channel_id, f.topic, f.tags, f.source,
       f.packed`,
    [accountId, ids],
  )
  return rows.map(({ conversation_id, channel_id, packed, ...row }) => ({
    ...row,
    conversationId: conversation_id,
    channelId: channel_id,
    facts: unpackFacts(packed),
  }))
}

async function writeFacts(
  client: Queryable,
  accountId: string,
  days: readonly DayOfFacts[],
): Promise<void> {
  const rows = days.map(({ facts, ...day }) => ({
    ...day,
    kinds: kindsOf(facts.map(({ measure }) => measure)),
    people: peopleOf(facts),
    packed: packFacts(facts).toString('hex'),
  }))
  await client.query(
    `insert into report_facts (account_id, day, conversation_id, channel_id, topic, tags, source,
       kinds, people, packed)
     select $1, r.day, r."conversationId", r."channelId", r.topic, r.tags, r.source, r.kinds,
       r.people, decode(r.packed, 'hex')
     from jsonb_to_recordset($2::jsonb) as r (day date, "conversationId" uuid, "channelId" uuid,
       topic text, tags text[], source text, kinds bigint, people uuid[], packed text)`,
    [accountId, JSON.stringify(rows)],
  )
}

const peopleOf = (facts: readonly Fact[]): string[] => {
  const ids = facts.flatMap(({ operatorId, teamId, botId }) => [operatorId, teamId, botId])
  return [...new Set(ids.filter((id) => id !== null))]
}

/** The account's cursor is held: nobody else changes its sums meanwhile. */
async function changeSums(
  client: Queryable,
  accountId: string,
  changed: readonly { cell: Cell; sums: Sums }[],
): Promise<void> {
  const cells = changed.map(({ cell }) => cell)
  const { rows } = await client.query<Cell & { sums: Buffer }>(
    `select s.family, s.is_month as "isMonth", s.starts::text as starts, s.key, s.sums
     from jsonb_to_recordset($2::jsonb) as r (family smallint, "isMonth" boolean, starts date,
       key text)
     join report_sums s on s.account_id = $1 and s.family = r.family and s.is_month = r."isMonth"
       and s.starts = r.starts and s.key = r.key`,
    [accountId, JSON.stringify(cells)],
  )
  const known = new Map(rows.map((row) => [nameOf(row), row.sums]))
  const packed = changed.map(({ cell, sums }) => {
    const before = known.get(nameOf(cell))
    if (!before) return pack(sums)
    const all: Sums = new Map()
    addPacked(all, before)
    for (const [code, more] of sums) add(all, code, more)
    return pack(all)
  })
  await client.query(
    `insert into report_sums as s (account_id, family, is_month, starts, key, sums)
     select $1, r.family, r.is_month, r.starts, r.key, r.sums
     from unnest($2::smallint[], $3::boolean[], $4::date[], $5::text[], $6::bytea[])
       as r (family, is_month, starts, key, sums)
     on conflict (account_id, family, is_month, starts, key) do update set sums = excluded.sums`,
    [
      accountId,
      cells.map(({ family }) => family),
      cells.map(({ isMonth }) => isMonth),
      cells.map(({ starts }) => starts),
      cells.map(({ key }) => key),
      packed,
    ],
  )
}
