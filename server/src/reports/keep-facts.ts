import type { Queryable } from '../database/index.ts'
import { type Cell, CellChanges } from './cells.ts'
import type { DayOfFacts, Fact } from './facts.ts'

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
  const changes = new CellChanges()
  for (const day of known) changes.add(day, -1)
  for (const day of days) changes.add(day, 1)
  if (days.length > 0) await writeFacts(client, accountId, days)
  const cells = changes.list()
  if (cells.length > 0) await changeCells(client, accountId, cells)
}

interface Row {
  conversation_id: string
  day: string
  channel_id: string
  topic: string
  tags: string[]
  source: string
  facts: Fact[]
}

async function takeFacts(
  client: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<DayOfFacts[]> {
  const { rows } = await client.query<Row>(
    `delete from report_facts f where f.account_id = $1 and f.conversation_id = any($2)
     returning f.conversation_id, f.day::text as day, f.channel_id, f.topic, f.tags, f.source,
       (select jsonb_agg(jsonb_build_object('measure', u.measure, 'bucket', u.bucket,
          'hour', u.hour, 'operatorId', u.operator, 'teamId', u.team, 'botId', u.bot,
          'count', u.count, 'total', u.total))
        from unnest(f.measures, f.buckets, f.hours, f.operators, f.teams, f.bots, f.counts, f.totals)
          as u (measure, bucket, hour, operator, team, bot, count, total)) as facts`,
    [accountId, ids],
  )
  return rows.map(({ conversation_id, channel_id, ...row }) => ({
    ...row,
    conversationId: conversation_id,
    channelId: channel_id,
  }))
}

async function writeFacts(
  client: Queryable,
  accountId: string,
  days: readonly DayOfFacts[],
): Promise<void> {
  const rows = days.map(({ facts, ...day }) => ({
    ...day,
    measures: facts.map(({ measure }) => measure),
    buckets: facts.map(({ bucket }) => bucket),
    hours: facts.map(({ hour }) => hour),
    operators: facts.map(({ operatorId }) => operatorId),
    teams: facts.map(({ teamId }) => teamId),
    bots: facts.map(({ botId }) => botId),
    counts: facts.map(({ count }) => count),
    totals: facts.map(({ total }) => total),
  }))
  await client.query(
    `insert into report_facts (account_id, day, conversation_id, channel_id, topic, tags, source,
       measures, buckets, hours, operators, teams, bots, counts, totals)
     select $1, r.day, r."conversationId", r."channelId", r.topic, r.tags, r.source,
       r.measures, r.buckets, r.hours, r.operators, r.teams, r.bots, r.counts, r.totals
     from jsonb_to_recordset($2::jsonb) as r (day date, "conversationId" uuid, "channelId" uuid,
       topic text, tags text[], source text, measures smallint[], buckets smallint[],
       hours smallint[], operators uuid[], teams uuid[], bots uuid[], counts integer[],
       totals bigint[])`,
    [accountId, JSON.stringify(rows)],
  )
}

async function changeCells(
  client: Queryable,
  accountId: string,
  cells: readonly Cell[],
): Promise<void> {
  await client.query(
    `insert into report_cells as c (account_id, family, is_month, starts, key, measure, bucket,
       count, total)
     select $1, r.family, r."isMonth", r.starts, r.key, r.measure, r.bucket, r.count, r.total
     from jsonb_to_recordset($2::jsonb) as r (family smallint, "isMonth" boolean, starts date,
       key text, measure smallint, bucket smallint, count integer, total bigint)
     on conflict (account_id, family, is_month, starts, measure, key, bucket)
     do update set count = c.count + excluded.count, total = c.total + excluded.total`,
    [accountId, JSON.stringify(cells)],
  )
}
