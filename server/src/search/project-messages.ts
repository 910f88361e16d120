import type { Database, Queryable } from '../database/index.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { wordsOf } from './words.ts'

interface Options {
  database: Database
  onProblem(problem: string, facts: object): void
}

/** What was written long after its conversation was closed is looked for apart. */
export const LATE_AFTER = '1 hour'
/** What was written is found within this time. */
const LOOK_EVERY_MS = 500
const BATCH_SIZE = 500
const ACCOUNTS_AT_ONCE = 4

interface Cursor {
  feed_number: number
  filled_to: string
  contacts_filled_to: string
  is_filled: boolean
}

/**
 * Follows the feed and keeps what was written as words. How far it has come is saved together with
 * the rows, so a crash repeats nothing and misses nothing. What was there before the first reading,
 * and before a hole in the feed (it is kept for days, messages for ever), is walked through beside it.
 */
export function projectMessages({ database, onProblem }: Options): Loop {
  return createLoop(
    'search',
    async () => {
      const { rows } = await database.query<{ id: string }>(
        `select a.id from accounts a
         left join search_cursors s on s.account_id = a.id
         left join account_counters k on k.account_id = a.id
         where s.account_id is null or not s.is_filled or s.feed_number < k.feed_number
         order by coalesce(k.feed_number, 0) - coalesce(s.feed_number, 0) desc
         limit ${ACCOUNTS_AT_ONCE}`,
      )
      const more = await Promise.all(rows.map(({ id }) => readOn(database, id)))
      return more.includes(true)
    },
    { everyMs: LOOK_EVERY_MS, onProblem },
  )
}

/** True while there is more of it. */
function readOn(database: Database, accountId: string): Promise<boolean> {
  return database.transaction(async (client) => {
    const cursor = await takeCursor(client, accountId)
    // What is new is found at once, however long what was there before takes.
    const isMore = !cursor.is_filled && (await fillUp(client, accountId, cursor))
    return (await readFeed(client, accountId, cursor)) || isMore
  })
}

async function takeCursor(client: Queryable, accountId: string): Promise<Cursor> {
  await client.query(
    `insert into search_cursors (account_id, feed_number)
     select $1, coalesce((select feed_number from account_counters where account_id = $1), 0)
     on conflict do nothing`,
    [accountId],
  )
  const { rows } = await client.query<Cursor>(
    `select feed_number, filled_to, contacts_filled_to, is_filled from search_cursors
     where account_id = $1 for update`,
    [accountId],
  )
  return rows[0]!
}

interface Change {
  number: number
  kind: string
  id: string | null
}

async function readFeed(client: Queryable, accountId: string, cursor: Cursor): Promise<boolean> {
  const { rows } = await client.query<Change>(
    `select number, kind, case when kind in ('message', 'contact', 'conversation')
       then payload ->> 'id' end as id
     from feed where account_id = $1 and number > $2 order by number limit ${BATCH_SIZE}`,
    [accountId, cursor.feed_number],
  )
  const last = rows.at(-1)
  if (!last || rows[0]?.number !== cursor.feed_number + 1) {
    return startOver(client, accountId, cursor)
  }
  const changed = (wanted: string) => [
    ...new Set(rows.flatMap(({ kind, id }) => (kind === wanted && id ? id : []))),
  ]
  await writeMessages(client, accountId, changed('message'))
  await writeContacts(client, accountId, {
    people: changed('contact'),
    talks: changed('conversation'),
  })
  await client.query('update search_cursors set feed_number = $2 where account_id = $1', [
    accountId,
    last.number,
  ])
  return rows.length === BATCH_SIZE
}

/** The feed no longer reaches back to where we were: everything is walked through anew. */
async function startOver(client: Queryable, accountId: string, cursor: Cursor): Promise<boolean> {
  const { rows } = await client.query<{ feed_number: number }>(
    'select feed_number from account_counters where account_id = $1',
    [accountId],
  )
  const now = rows[0]?.feed_number ?? 0
  if (now <= cursor.feed_number) return false
  await client.query(
    `update search_cursors set feed_number = $2, is_filled = false,
       filled_to = default, contacts_filled_to = default where account_id = $1`,
    [accountId, now],
  )
  return true
}

async function fillUp(client: Queryable, accountId: string, cursor: Cursor): Promise<boolean> {
  const after = async (table: 'messages' | 'contacts', from: string) => {
    const { rows } = await client.query<{ id: string }>(
      `select id from ${table} where account_id = $1 and id > $2 order by id limit ${BATCH_SIZE}`,
      [accountId, from],
    )
    return rows.map(({ id }) => id)
  }
  const messages = await after('messages', cursor.filled_to)
  const people = await after('contacts', cursor.contacts_filled_to)
  await writeMessages(client, accountId, messages)
  await writeContacts(client, accountId, { people, talks: [] })
  await client.query(
    `update search_cursors set filled_to = $2, contacts_filled_to = $3, is_filled = $4
     where account_id = $1`,
    [
      accountId,
      messages.at(-1) ?? cursor.filled_to,
      people.at(-1) ?? cursor.contacts_filled_to,
      messages.length < BATCH_SIZE && people.length < BATCH_SIZE,
    ],
  )
  return true
}

/** As they are now, and those of these conversations. */
async function writeContacts(
  client: Queryable,
  accountId: string,
  { people, talks }: { people: string[]; talks: string[] },
): Promise<void> {
  if (people.length + talks.length === 0) return
  await client.query('select write_contact_search($1, $2, $3)', [accountId, people, talks])
}

interface Written {
  id: string
  text: string
  more: string[] | null
}

/** As the messages are now, whichever of their changes has told us of them. */
async function writeMessages(client: Queryable, accountId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await client.query<Written>(
    `select m.id, m.text, array(
       select name from files f where f.account_id = m.account_id and f.message_id = m.id) as more
     from messages m
     where m.account_id = $1 and m.id = any($2) and m.kind <> 'system' and m.deleted_at is null`,
    [accountId, ids],
  )
  const found = rows
    .map(({ id, text, more }) => ({ id, words: wordsOf([text, ...(more ?? [])].join(' ')) }))
    .filter(({ words }) => words !== '')
  await client.query(
    'delete from message_search where account_id = $1 and message_id = any($2) and message_id <> all($3)',
    [accountId, ids, found.map(({ id }) => id)],
  )
  await client.query(
    `insert into message_search (account_id, message_id, conversation_id, seq, version, at, has_file,
       words, is_late)
     select m.account_id, m.id, m.conversation_id, m.seq, m.version, m.at,
       coalesce(jsonb_array_length(m.content -> 'files'), 0) > 0, search_words(f.words),
       c.status = 'closed' and m.at > c.closed_at + interval '${LATE_AFTER}'
     from unnest($2::uuid[], $3::text[]) as f (id, words)
     join messages m on m.account_id = $1 and m.id = f.id
     join conversations c on c.account_id = $1 and c.id = m.conversation_id
     on conflict (account_id, message_id) do update set version = excluded.version,
       has_file = excluded.has_file, words = excluded.words
     where message_search.version <= excluded.version`,
    [accountId, found.map(({ id }) => id), found.map(({ words }) => words)],
  )
}
