import type pg from 'pg'

import { hirePeople, idOf, kinds, NEWCOMER_HAS, OPERATORS, TEAMS } from './search-people.ts'
import { families, names, vocabulary } from './search-words.ts'

const AT_ONCE = 100_000
/** Messages of each conversation, and how many conversations go on side by side. */
export const A_CONVERSATION = 20
const SIDE_BY_SIDE = 20
const ROUND = A_CONVERSATION * SIDE_BY_SIDE
/** The last ones are open still. */
const OPEN = 5000

/**
 * Conversations of twenty messages over three years, held by a company of fifty. Written where the
 * server would write them, by the functions it has, since a webhook for each would take hours.
 */
export async function fillCompany(client: pg.Client, wanted: number): Promise<number> {
  const count = Math.ceil(wanted / ROUND) * ROUND
  await hirePeople(client)
  await client.query(
    `create temp table stems as
     select n, w as word, search_stem(replace(w, 'ё', 'е')) as stem
     from unnest($1::text[]) with ordinality as t (w, n)`,
    [vocabulary],
  )
  await client.query('create unique index on stems (n)')
  // Rows that fit each other need no check of each.
  await client.query(`set synchronous_commit = off; set session_replication_role = replica;
    set maintenance_work_mem = '512MB'; set work_mem = '64MB'`)
  const indexes = await takeIndexes(client)
  for (let from = 0; from < count; from += AT_ONCE) {
    const to = Math.min(count, from + AT_ONCE)
    await plantConversations(client, { from, to, count })
    await plantMessages(client, { from, to, count })
  }
  for (const definition of indexes) await client.query(definition)
  await client.query(
    `select write_contact_search(a.id, array(select c.id from contacts c where c.account_id = a.id), '{}')
     from accounts a`,
  )
  await client.query('update account_counters set conversation_number = conversation_number + $1', [
    count / A_CONVERSATION,
  ])
  await client.query(`
    insert into search_cursors (account_id, feed_number, is_filled)
    select a.id, coalesce(k.feed_number, 0), true from accounts a
    left join account_counters k on k.account_id = a.id
    on conflict (account_id) do update set is_filled = true`)
  for (const table of [...filled, 'contact_search']) {
    await client.query(`vacuum (analyze) ${table}`)
  }
  return count
}

const filled = ['message_search', 'messages', 'conversations', 'contacts', 'addresses', 'threads']

/** Made anew over what is there, an index costs a part of what it costs row by row. */
async function takeIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i where i.indrelid = any ($1::regclass[]) and not i.indisunique`,
    [filled],
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows.map(({ definition }) => definition)
}

interface Span {
  from: number
  to: number
  count: number
}

const momentOf = (n: string) => `(now() - interval '3 years' * (1 - (${n})::float8 / $3))`
const millisOf = (moment: string) => `floor(extract(epoch from ${moment}) * 1000)`
/** Side by side: the twenty messages of a conversation stand among those of nineteen others. */
const conversationOf = (n: string) =>
  `((${n}) / ${ROUND} * ${SIDE_BY_SIDE} + (${n}) % ${SIDE_BY_SIDE})`
const firstOf = (n: string) => `((${n}) / ${SIDE_BY_SIDE} * ${ROUND} + (${n}) % ${SIDE_BY_SIDE})`
const lastOf = (n: string) => `(${firstOf(n)} + ${ROUND - SIDE_BY_SIDE})`

async function plantConversations(client: pg.Client, { from, to, count }: Span): Promise<void> {
  const span = [from / A_CONVERSATION, to / A_CONVERSATION - 1, count]
  await client.query(
    `with place as (select account_id, id as channel_id from channels limit 1),
     talk as (
       select n, ${idOf(kinds.conversation, 'n')} as id, ${idOf(kinds.contact, 'n')} as contact_id,
         n >= $3 / ${A_CONVERSATION} - ${OPEN} as is_open,
         ${momentOf(firstOf('n'))} as opened_at, ${momentOf(lastOf('n'))} as last_at,
         case when n % ${NEWCOMER_HAS} = 7 then ${OPERATORS} else n % ${OPERATORS} end as operator,
         n % ${TEAMS} as team
       from generate_series($1::bigint, $2::bigint) n),
     named as (
       insert into contacts (account_id, id, name, phone)
       select account_id, contact_id, ($4::text[])[n % ${names.length} + 1] || ' '
           || ($5::text[])[n / 10 % ${families.length} + 1] || ' ' || n,
         case when n % 3 = 0 then '+7904' || lpad(n::text, 7, '0') else '' end
       from place, talk),
     addressed as (
       insert into addresses (account_id, channel_id, address, contact_id, name, profile)
       select account_id, channel_id, 'bench-' || n, contact_id, 'Клиент ' || n,
         jsonb_build_object('phone', '+7921' || lpad(n::text, 7, '0'), 'username', 'client' || n)
       from place, talk),
     threaded as (
       insert into threads (account_id, channel_id, thread, address)
       select account_id, channel_id, 'bench-' || n, 'bench-' || n from place, talk)
     insert into conversations (account_id, id, number, channel_id, thread, address, contact_id,
       kind, version, state, state_version, status, operator_id, team_id, concerns, opened_at,
       last_activity_at, closed_at)
     select account_id, id, n + 1, channel_id, 'bench-' || n, 'bench-' || n, contact_id, 'direct', 1,
       jsonb_build_object('holding', ${holding}, 'seq', ${A_CONVERSATION},
         'owes', case when is_open then 'us' else 'nobody' end, 'unread', 0,
         'openedAt', ${millisOf('opened_at')}, 'lastActivityAt', ${millisOf('last_at')}),
       2, case when is_open then 'assigned' else 'closed' end, ${idOf(kinds.operator, 'operator')},
       ${idOf(kinds.team, 'team')},
       array[${idOf(kinds.operator, 'operator')}, ${idOf(kinds.team, 'team')}], opened_at, last_at,
       case when not is_open then last_at end
     from place, talk`,
    [...span, names, families],
  )
}

const holding = `jsonb_build_object('operatorId', ${idOf(kinds.operator, 'operator')},
  'teamId', ${idOf(kinds.team, 'team')}) || case when is_open
  then jsonb_build_object('status', 'assigned', 'operatorName', 'Сотрудник ' || operator,
    'since', ${millisOf('last_at')})
  else jsonb_build_object('status', 'closed', 'reason', 'operator',
    'at', ${millisOf('last_at')}) end`

async function plantMessages(client: pg.Client, { from, to, count }: Span): Promise<void> {
  await client.query(
    `with place as (select account_id from channels limit 1),
     -- By Zipf's law: the hundredth word is said a hundredth as often as the first.
     said as (
       select n, array(select floor(exp(random() * ln(${vocabulary.length + 1})))::integer
         from generate_series(1, 5 + (n % 7)::integer)) as places
       from generate_series($1::bigint, $2::bigint - 1) n),
     worded as (
       select s.n, string_agg(t.word, ' ') || ' заявка' || s.n as text,
         array_to_tsvector(array_agg(distinct t.stem) || ('заявка' || s.n)) as words
       from said s join stems t on t.n = any (s.places) group by s.n),
     written as (
       insert into messages (account_id, id, conversation_id, seq, kind, author_type, author_name,
         text, at, created_at)
       select account_id, ${idOf(kinds.message, 'n')}, ${idOf(kinds.conversation, conversationOf('n'))},
         n % ${ROUND} / ${SIDE_BY_SIDE} + 1, 'message', 'contact', 'Клиент', text, ${momentOf('n')},
         now()
       from place, worded)
     insert into message_search (account_id, message_id, conversation_id, seq, version, at,
       has_file, words)
     select account_id, ${idOf(kinds.message, 'n')}, ${idOf(kinds.conversation, conversationOf('n'))},
       n % ${ROUND} / ${SIDE_BY_SIDE} + 1, 1, ${momentOf('n')},
       n % 50 = 0, words
     from place, worded order by n`,
    [from, to, count],
  )
}
