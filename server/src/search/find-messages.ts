import type { FoundConversation, FoundMessage, MessageSearchPage } from '@otklik/protocol'

import { maskName, type Reader } from '../contacts/index.ts'
import type { Queryable } from '../database/index.ts'
import { excerptOf, markable, markEnd, markStart } from './excerpt.ts'
import {
  conditionOf,
  type MessageQuery,
  monthBefore,
  monthOf,
  placeFrom,
  textOfPlace,
} from './message-condition.ts'
import { queryOf, type Wanted } from './words.ts'

interface Asked {
  reader: Reader
  query: MessageQuery
}

/** A word that many messages have is among the last of them; no index is of use for it. */
const NEWEST = 2000
/** Months in each window of a search by index, from now to the beginning. */
const WINDOWS = [1, 3, 12]
const EARLIEST_MONTH = 0

interface Hit {
  message_id: string
  conversation_id: string
  at: Date
}

/**
 * Messages with all of the words, the newest first. A common word is found among the newest few
 * thousand; what is not is rare enough for the index, which is asked in windows of months so that it
 * never brings more than a page needs.
 */
export async function findMessages(database: Queryable, asked: Asked): Promise<MessageSearchPage> {
  const words = queryOf(asked.query.q)
  if (!words) return { messages: [] }
  const hits = await findHits(database, asked, words)
  const { limit } = asked.query
  const page = hits.slice(0, limit)
  const messages = await describe(database, asked.reader.accountId, { page, words })
  const last = page.at(-1)
  const isMore = hits.length > limit && last
  return {
    messages,
    ...(isMore && { next: textOfPlace({ at: last.at.toISOString(), id: last.message_id }) }),
  }
}

async function findHits(database: Queryable, asked: Asked, words: Wanted): Promise<Hit[]> {
  const { query } = asked
  if (query.conversationId) return inConversation(database, asked, words)
  const wanted = query.limit + 1
  const newest = await amongNewest(database, asked, words)
  if (newest.length >= wanted) return newest
  const hits: Hit[] = []
  const all = await whenRare(database, asked, words)
  if (all) return all.slice(0, wanted)
  const latest = await latestOf(database, asked)
  if (!latest) return newest
  let to = monthOf(latest)
  const earliest = query.since ? monthOf(new Date(query.since)) : EARLIEST_MONTH
  for (const months of [...WINDOWS, Number.POSITIVE_INFINITY]) {
    const isLast = months === Number.POSITIVE_INFINITY
    const from = isLast ? EARLIEST_MONTH : monthBefore(to, months - 1)
    hits.push(...(await byIndex(database, asked, { words, from, to })))
    to = isLast ? EARLIEST_MONTH : monthBefore(from, 1)
    if (hits.length >= wanted || to < earliest) break
  }
  return hits.slice(0, wanted)
}

/** From where backwards it is looked: no further than there is anything. */
async function latestOf(database: Queryable, { reader, query }: Asked): Promise<Date | null> {
  const { rows } = await database.query<{ at: Date | null }>(
    `select max(at) as at from message_search
     where account_id = $1 and at <= coalesce($2::timestamptz, 'infinity')`,
    [reader.accountId, placeFrom(query.after)?.at ?? query.until ?? null],
  )
  return rows[0]?.at ?? null
}

interface Statement {
  text: string
  values: unknown[]
}

/** What every way of looking has: the account, the words, where the last page ended, the rest. */
function begin(asked: Asked, words: Wanted): Statement & { condition: string; before: string } {
  const values: unknown[] = [
    asked.reader.accountId,
    words.text,
    asked.query.limit + 1,
    words.isBegun,
  ]
  const condition = conditionOf({ ...asked, values })
  const place = placeFrom(asked.query.after)
  const before = place
    ? `(s.at, s.message_id) < ($${values.push(place.at)}::timestamptz, $${values.push(place.id)}::uuid)`
    : 'true'
  return { text: '', values, condition, before }
}

const hit = 's.message_id, s.conversation_id, s.at'
const inTheirs = 'join conversations c on c.account_id = $1 and c.id = s.conversation_id'
const newestFirst = 'order by s.at desc, s.message_id desc limit $3'

async function amongNewest(database: Queryable, asked: Asked, words: Wanted): Promise<Hit[]> {
  const { values, condition, before } = begin(asked, words)
  const until = asked.query.until ? ` and s.at < $${values.push(asked.query.until)}` : ''
  const { rows } = await database.query<Hit>(
    `select ${hit} from (
       select * from message_search s where s.account_id = $1 and ${before}${until}
       order by s.at desc, s.message_id desc limit ${NEWEST}) s
     ${inTheirs}
     where s.words @@ search_query($2, $4) and ${condition} ${newestFirst}`,
    values,
  )
  return rows
}

/** No more than this is sorted: what has more is looked for in windows. */
const RARE = 5000

/**
 * Everything with these words, where there is little of it. Without months: a range of them makes
 * the index gather all that was written in it before it looks for the words.
 */
async function whenRare(
  database: Queryable,
  asked: Asked,
  words: Wanted,
): Promise<Hit[] | undefined> {
  const { text, values } = whenRareStatement(asked, words)
  const { rows } = await database.query<Hit & { found: number }>(text, values)
  if ((rows[0]?.found ?? 0) > RARE) return undefined
  return rows.filter(({ message_id }) => message_id !== null)
}

/** Looked at by a test too: it has to go by the index. */
export function whenRareStatement(asked: Asked, words: Wanted): Statement {
  const { values, condition, before } = begin(asked, words)
  return {
    values,
    // Apart, so that the order of the page does not tempt anybody to walk through it instead.
    text: `with s as materialized (
       select ${hit}, s.has_file from message_search s
       where s.account_id = $1 and s.words @@ search_query($2, $4) and ${before}
       limit ${RARE + 1}),
     page as (select ${hit} from s ${inTheirs} where ${condition} ${newestFirst})
     select page.*, n.found from (select count(*)::integer as found from s) n
     left join page on true order by page.at desc, page.message_id desc`,
  }
}

async function byIndex(
  database: Queryable,
  asked: Asked,
  { words, from, to }: { words: Wanted; from: number; to: number },
): Promise<Hit[]> {
  const { text, values } = byIndexStatement(asked, { words, from, to })
  return (await database.query<Hit>(text, values)).rows
}

function byIndexStatement(
  asked: Asked,
  { words, from, to }: { words: Wanted; from: number; to: number },
): Statement {
  const { values, condition, before } = begin(asked, words)
  const between = `s.month between $${values.push(from)} and $${values.push(to)}`
  return {
    values,
    // Apart, so that the order of the page does not tempt anybody to walk through it instead.
    text: `with s as materialized (
       select ${hit}, s.has_file from message_search s
       where s.account_id = $1 and ${between} and s.words @@ search_query($2, $4) and ${before})
     select ${hit} from s ${inTheirs} where ${condition} ${newestFirst}`,
  }
}

async function inConversation(database: Queryable, asked: Asked, words: Wanted): Promise<Hit[]> {
  const { values, condition, before } = begin(asked, words)
  const { rows } = await database.query<Hit>(
    `select ${hit} from message_search s ${inTheirs}
     where s.account_id = $1 and s.conversation_id = $${values.push(asked.query.conversationId)}
       and s.words @@ search_query($2, $4) and ${before} and ${condition} ${newestFirst}`,
    values,
  )
  return rows
}

interface Row {
  id: string
  seq: number
  kind: FoundMessage['kind']
  author_type: FoundMessage['author']['type']
  author_id: string | null
  author_name: string
  at: Date
  text: string
  files: { name: string }[] | null
  conversation: FoundConversation
}

/** What of a conversation a result shows. */
export const foundConversationSql = `jsonb_strip_nulls(jsonb_build_object(
  'id', c.id, 'number', c.number, 'channelId', c.channel_id, 'status', c.status,
  'contact', jsonb_build_object('id', p.id, 'name', p.name, 'version', p.version),
  'operatorId', c.operator_id, 'openedAt', to_jsonb(c.opened_at at time zone 'UTC') #>> '{}' || 'Z',
  'closedAt', to_jsonb(c.closed_at at time zone 'UTC') #>> '{}' || 'Z'))`

async function describe(
  database: Queryable,
  accountId: string,
  { page, words }: { page: Hit[]; words: Wanted },
): Promise<FoundMessage[]> {
  if (page.length === 0) return []
  const { rows } = await database.query<Row>(
    `select m.id, m.seq, m.kind, m.author_type, m.author_id, m.author_name, m.at, m.text,
       m.content -> 'files' as files, ${foundConversationSql} as conversation
     from unnest($2::uuid[]) with ordinality as found (id, place)
     join messages m on m.account_id = $1 and m.id = found.id and m.deleted_at is null
     join conversations c on c.account_id = $1 and c.id = m.conversation_id
     join contacts p on p.account_id = $1 and p.id = c.contact_id
     order by found.place`,
    [accountId, page.map(({ message_id }) => message_id)],
  )
  const texts = rows.map(({ text, files }) =>
    [text, ...(files ?? []).map(({ name }) => name)].filter(Boolean).join(' '),
  )
  const headlines = await mark(database, texts, words)
  return rows.map((row, index) => ({
    id: row.id,
    seq: row.seq,
    kind: row.kind,
    author: {
      type: row.author_type,
      ...(row.author_id && { id: row.author_id }),
      name: row.author_type === 'contact' ? maskName(row.author_name) : row.author_name,
    },
    at: row.at.toISOString(),
    hasFile: (row.files ?? []).length > 0,
    conversation: withMaskedName(row.conversation),
    excerpt: excerptOf(texts[index] ?? '', headlines[index] ?? ''),
  }))
}

export const withMaskedName = (found: FoundConversation): FoundConversation => ({
  ...found,
  contact: { ...found.contact, name: maskName(found.contact.name) },
})

async function mark(database: Queryable, texts: string[], words: Wanted): Promise<string[]> {
  // The texts are stemmed once there, so each of our stems is a beginning of theirs.
  const { rows } = await database.query<{ headline: string }>(
    `select ts_headline('otklik', t.text, q.query,
       'HighlightAll=true, StartSel=${markStart}, StopSel=${markEnd}') as headline
     from unnest($1::text[]) with ordinality as t (text, place),
       (select string_agg(quote_literal(search_stem(w)) || ':*', ' & ')::tsquery as query
        from unnest(string_to_array($2, ' ')) w) q
     order by t.place`,
    [texts.map(markable), words.text],
  )
  return rows.map(({ headline }) => headline)
}
