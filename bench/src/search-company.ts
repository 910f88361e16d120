import type pg from 'pg'

/** Of which every message has a few: the first of them nearly every message. */
export const commonWords = [
  'здравствуйте',
  'заказ',
  'доставка',
  'диван',
  'спасибо',
  'когда',
  'привезут',
  'оплата',
  'адрес',
  'возврат',
  'цвет',
  'размер',
  'сборка',
  'курьер',
  'магазин',
  'скидка',
  'стол',
  'стул',
  'шкаф',
  'матрас',
  'кресло',
  'подъезд',
  'этаж',
  'телефон',
]
const names = ['Марина', 'Пётр', 'Ольга', 'Игорь', 'Вера', 'Артём', 'Зоя', 'Лев', 'Нина', 'Глеб']
const families = ['Ковалёв', 'Гущин', 'Ремизов', 'Сафонов', 'Лебедев', 'Орлов', 'Белов', 'Дроздов']

/** In one message alone. */
export const rareWord = (place: number): string => `заявка${place}`
export const someName = (place: number): string =>
  `${families[place % families.length]} ${(place * 7919) % 100_000}`

const AT_ONCE = 50_000
const A_CONVERSATION = 20

/**
 * Conversations of twenty messages, spread over three years. Written where the server would write
 * them, by the functions it has, since a webhook for each would take hours.
 */
export async function fillCompany(client: pg.Client, count: number): Promise<void> {
  await client.query(`
    insert into search_cursors (account_id, feed_number, is_filled)
    select a.id, coalesce(k.feed_number, 0), true from accounts a
    left join account_counters k on k.account_id = a.id
    on conflict (account_id) do update set is_filled = true`)
  await client.query(
    `create temp table stems as
     select n, w as word, search_stem(w) as stem
     from unnest($1::text[]) with ordinality as t (w, n)`,
    [commonWords],
  )
  await client.query('set synchronous_commit = off')
  for (let from = 0; from < count; from += AT_ONCE) {
    const to = Math.min(count, from + AT_ONCE)
    await plantConversations(client, { from, to, count })
    await plantMessages(client, { from, to, count })
  }
  await client.query(`update account_counters set conversation_number = conversation_number + $1`, [
    Math.ceil(count / A_CONVERSATION),
  ])
  await client.query('vacuum (analyze) message_search')
  for (const table of ['messages', 'conversations', 'contacts', 'addresses', 'threads']) {
    await client.query(`vacuum (analyze) ${table}`)
  }
}

interface Span {
  from: number
  to: number
  count: number
}

const idOf = (kind: number, n: string) =>
  `(lpad(to_hex(${kind}), 8, '0') || '-0000-7000-8000-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`
const momentOf = (n: string) => `(now() - interval '3 years' * (1 - (${n})::float8 / $3))`

async function plantConversations(client: pg.Client, { from, to, count }: Span): Promise<void> {
  const span = [Math.floor(from / A_CONVERSATION), Math.ceil(to / A_CONVERSATION) - 1, count]
  const last = `least(n * ${A_CONVERSATION} + ${A_CONVERSATION - 1}, $3)`
  await client.query(
    `with place as (select account_id, id as channel_id from channels limit 1),
     talk as (select n from generate_series($1::bigint, $2::bigint) n),
     named as (
       insert into contacts (account_id, id, name)
       select account_id, ${idOf(1, 'n')},
         ($4::text[])[n % ${names.length} + 1] || ' ' || ($5::text[])[n % ${families.length} + 1]
           || ' ' || n
       from place, talk returning id),
     addressed as (
       insert into addresses (account_id, channel_id, address, contact_id, name, profile)
       select account_id, channel_id, 'bench-' || n, ${idOf(1, 'n')}, 'Клиент ' || n,
         jsonb_build_object('phone', '+7921' || lpad(n::text, 7, '0'))
       from place, talk),
     threaded as (
       insert into threads (account_id, channel_id, thread, address)
       select account_id, channel_id, 'bench-' || n, 'bench-' || n from place, talk)
     insert into conversations (account_id, id, number, channel_id, thread, address, contact_id,
       kind, version, state, state_version, status, opened_at, last_activity_at, closed_at)
     select account_id, ${idOf(2, 'n')}, n + 1, channel_id, 'bench-' || n, 'bench-' || n,
       ${idOf(1, 'n')}, 'direct', 1, s.state || jsonb_build_object('id', ${idOf(2, 'n')}),
       s.state_version, 'closed', ${momentOf(`n * ${A_CONVERSATION}`)}, ${momentOf(last)},
       ${momentOf(last)}
     from place, talk, (select $6::jsonb as state, $7::integer as state_version) s`,
    [...span, names, families, ...closedState],
  )
}

/** Of a conversation that is over, as version 2 of its state keeps it. */
const closedState = [
  JSON.stringify({
    kind: 'direct',
    holding: { status: 'closed', reason: 'operator', at: 0 },
    owes: 'nobody',
    unread: 0,
    openedAt: 0,
    lastActivityAt: 0,
    lastSeq: A_CONVERSATION,
  }),
  2,
]

async function plantMessages(client: pg.Client, { from, to, count }: Span): Promise<void> {
  await client.query(
    `with place as (select account_id from channels limit 1),
     -- The lower its number, the more often a word is said.
     said as (
       select n, array(select (${commonWords.length} * power(random(), 2))::integer + 1
         from generate_series(1, 6 + (n % 5)::integer)) as words
       from generate_series($1::bigint, $2::bigint - 1) n),
     worded as (
       select s.n, string_agg(t.word, ' ') || ' заявка' || s.n as text,
         array_to_tsvector(array_agg(distinct t.stem) || ('заявка' || s.n)) as words
       from said s join stems t on t.n = any (s.words) group by s.n),
     written as (
       insert into messages (account_id, id, conversation_id, seq, kind, author_type, author_name,
         text, at, created_at)
       select account_id, ${idOf(3, 'n')}, ${idOf(2, `n / ${A_CONVERSATION}`)},
         n % ${A_CONVERSATION} + 1, 'message', 'contact', 'Клиент', text, ${momentOf('n')}, now()
       from place, worded)
     insert into message_search (account_id, message_id, conversation_id, seq, version, at, month,
       has_file, words)
     select account_id, ${idOf(3, 'n')}, ${idOf(2, `n / ${A_CONVERSATION}`)},
       n % ${A_CONVERSATION} + 1, 1, ${momentOf('n')},
       to_char(${momentOf('n')} at time zone 'UTC', 'YYYYMM')::integer, n % 50 = 0, words
     from place, worded order by n`,
    [from, to, count],
  )
}
