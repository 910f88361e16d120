import type { FoundConversation, FoundMessage } from '@otklik/protocol'

import { maskName } from '../contacts/index.ts'
import type { Queryable } from '../database/index.ts'
import { excerptOf, markable, markEnd, markStart } from './excerpt.ts'
import type { Hit } from './hit-statements.ts'
import type { Wanted } from './words.ts'

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

/** The page as it is shown: read from the messages themselves, in the order of the hits. */
export async function describeHits(
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
