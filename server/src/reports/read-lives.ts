import type { CloseReason, FailureReason } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'
import type { Labels } from './facts.ts'
import type { Entry, Life } from './life.ts'

export interface ReadLife {
  id: string
  life: Life
  labels: Labels
}

interface Row {
  id: string
  opened_at: Date
  operator_id: string | null
  team_id: string | null
  bot_id: string | null
  reason: CloseReason | null
  is_returning: boolean
  channel_id: string
  topic: string | null
  tags: string[] | null
  source: string | null
  rating: Rating | null
  promises: StoredPromise[] | null
}

interface StoredPromise {
  kind: 'first' | 'next' | 'resolution'
  at: string
  isBroken: boolean
  operatorId: string | null
  teamId: string | null
}

interface Rating {
  askedAt: string
  ratedAt: string | null
  score: number | null
  isTakenBack: boolean
  operatorId: string | null
  teamId: string | null
  botId: string | null
}

/** `source` is what brought the customer: of their visit, or the mark of the link they came by. */
const columns = `c.id, c.opened_at, c.operator_id, c.channel_id,
  coalesce(c.team_id, (c.state -> 'holding' ->> 'teamId')::uuid) as team_id, c.bot_id,
  c.state -> 'holding' ->> 'reason' as reason,
  exists (select from conversations o where o.account_id = c.account_id
    and o.contact_id = c.contact_id and o.number < c.number) as is_returning,
  c.state ->> 'topic' as topic,
  array(select jsonb_array_elements_text(c.state -> 'tags')) as tags,
  coalesce((select nullif(v.source, '') from visits v
    where v.account_id = c.account_id and v.id = c.visit_id),
    c.state -> 'attributes' ->> 'utm_source') as source,
  (select jsonb_build_object('askedAt', r.asked_at, 'ratedAt', r.rated_at, 'score', r.score,
     'isTakenBack', coalesce(r.decision = 'upheld', false), 'operatorId', r.operator_id,
     'teamId', r.team_id, 'botId', r.bot_id)
   from ratings r where r.account_id = c.account_id and r.conversation_id = c.id) as rating,
  (select jsonb_agg(jsonb_build_object('kind', s.kind, 'at', s.started_at,
     'isBroken', s.broken_at is not null, 'operatorId', s.operator_id, 'teamId', s.team_id))
   from sla_results s where s.account_id = c.account_id and s.conversation_id = c.id) as promises`

/** What is to be counted of these conversations, as they are now. */
export async function readLives(
  client: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<ReadLife[]> {
  const [{ rows }, entries] = [
    await client.query<Row>(
      `select ${columns} from conversations c where c.account_id = $1 and c.id = any($2)`,
      [accountId, ids],
    ),
    await readEntries(client, accountId, ids),
  ]
  return rows.map((row) => ({
    id: row.id,
    life: toLife(row, entries.get(row.id) ?? []),
    labels: {
      channelId: row.channel_id,
      topic: row.topic ?? '',
      tags: [...new Set(row.tags ?? [])],
      source: row.source ?? '',
    },
  }))
}

function toLife(row: Row, entries: Entry[]): Life {
  const { rating } = row
  return {
    openedAt: row.opened_at.getTime(),
    isReturning: row.is_returning,
    ...whoseIs(row.operator_id, row.team_id, row.bot_id),
    ...(row.reason && { reason: row.reason }),
    entries,
    promises: (row.promises ?? []).map(({ kind, at, isBroken, operatorId, teamId }) => ({
      ...{ kind, isBroken, at: Date.parse(at) },
      ...whoseIs(operatorId, teamId, null),
    })),
    ...(rating && {
      rating: {
        askedAt: Date.parse(rating.askedAt),
        ...(rating.ratedAt && { ratedAt: Date.parse(rating.ratedAt) }),
        ...(rating.score && { score: rating.score }),
        ...(rating.isTakenBack && { isTakenBack: true }),
        ...whoseIs(rating.operatorId, rating.teamId, rating.botId),
      },
    }),
  }
}

const whoseIs = (operatorId: string | null, teamId: string | null, botId: string | null) => ({
  ...(operatorId && { operatorId }),
  ...(teamId && { teamId }),
  ...(botId && { botId }),
})

interface EntryRow {
  conversation_id: string
  author_type: 'contact' | 'operator' | 'bot' | 'system'
  author_id: string | null
  at: Date
  system: { code: string; parameters?: Record<string, string> } | null
  failure: FailureReason | null
}

async function readEntries(
  client: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<Map<string, Entry[]>> {
  const { rows } = await client.query<EntryRow>(
    // A customer waits from when we heard of them: whoever answers cannot have known before.
    `select m.conversation_id, m.author_type, m.author_id, m.content -> 'system' as system,
       case when m.author_type = 'contact' then m.created_at else m.at end as at,
       case when m.status = 'failed' then m.failure ->> 'reason' end as failure
     from messages m
     where m.account_id = $1 and m.conversation_id = any($2) and m.kind <> 'note'
     order by m.conversation_id, m.seq`,
    [accountId, ids],
  )
  const entries = new Map<string, Entry[]>()
  for (const row of rows) {
    const list = entries.get(row.conversation_id) ?? []
    entries.set(row.conversation_id, list)
    list.push(toEntry(row))
  }
  return entries
}

function toEntry({ author_type, author_id, at, system, failure }: EntryRow): Entry {
  const moment = at.getTime()
  if (system) {
    return { type: 'line', at: moment, code: system.code, parameters: system.parameters ?? {} }
  }
  if (author_type === 'contact') return { type: 'contact', at: moment }
  const type = author_type === 'system' ? 'automatic' : author_type
  return {
    type,
    at: moment,
    ...(author_id && { authorId: author_id }),
    ...(failure && { failure }),
  }
}
