import type { MessageSearchPage } from '@otklik/protocol'

import { visibleTo } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { describeHits } from './describe-hits.ts'
import {
  type Asked,
  amongTheirsStatement,
  byIndexStatement,
  type Hit,
  inConversationStatement,
  newestStatement,
  type Statement,
  whenRareStatement,
} from './hit-statements.ts'
import { monthOf, monthsBack, placeFrom, textOfPlace } from './message-condition.ts'
import { queryOf, type Wanted } from './words.ts'

/** A word that many messages have is among the last of them; no index of words is of use for it. */
const NEWEST = 2000
/** Where some of a page were among those, so many are looked through for the rest of it. */
const NEWEST_AT_MOST = 30_000
/** What so many of the newest have costs the index more than these cost. */
const COMMON_AMONG_NEWEST = 80
const NEWEST_OF_COMMON = 45_000
/** What more of the newest have is not rare. */
const RARE_AMONG_NEWEST = 4
/** No more than this is sorted: what has more is looked for in windows. */
const RARE = 10_000
/** Who sees no more conversations than this has all of theirs looked through. */
const FEW = 1000
/** Months in each window of a search by index, from now to the beginning. */
const WINDOWS = [1, 2, 3, 6, 12]

/**
 * Messages with all of the words, the newest first. A common word is found among the newest few
 * thousand; what is not is rare enough for the index, which is asked in windows of months so that it
 * never brings more than a page needs. Who sees little has that little looked through instead.
 */
export async function findMessages(database: Queryable, asked: Asked): Promise<MessageSearchPage> {
  const words = queryOf(asked.query.q)
  if (!words) return { messages: [] }
  const hits = await findHits(database, asked, words)
  const { limit } = asked.query
  const page = hits.slice(0, limit)
  const messages = await describeHits(database, asked.reader.accountId, { page, words })
  const last = page.at(-1)
  const isMore = hits.length > limit && last
  return {
    messages,
    ...(isMore && { next: textOfPlace({ at: last.at.toISOString(), id: last.message_id }) }),
  }
}

async function findHits(database: Queryable, asked: Asked, words: Wanted): Promise<Hit[]> {
  const read = async (statement: Statement) => hitsOf(await readCounted(database, statement))
  if (asked.query.conversationId) return read(inConversationStatement(asked, words))
  const wanted = asked.query.limit + 1
  const newest = await readCounted(database, newestStatement(asked, words, NEWEST))
  const first = hitsOf(newest)
  if (first.length >= wanted) return first
  const ids = await listFew(database, asked)
  if (ids) return read(amongTheirsStatement(asked, words, ids))
  const said = newest[0]?.said ?? 0
  // Half as many again as would do if they were spread evenly.
  const enough = Math.ceil((1.5 * NEWEST * wanted) / first.length)
  const isCommon = first.length > 0 && said >= COMMON_AMONG_NEWEST
  if (isCommon || enough <= NEWEST_AT_MOST) {
    const count = Math.min(enough, NEWEST_OF_COMMON)
    const more = await read(newestStatement(asked, words, count))
    if (more.length >= wanted) return more
  }
  if (said <= RARE_AMONG_NEWEST) {
    const rare = await readCounted(database, whenRareStatement(asked, words, RARE))
    if ((rare[0]?.said ?? 0) <= RARE) return hitsOf(rare)
  }
  return inWindows(database, asked, words)
}

/** Hits, and how many messages had the words before anybody asked who may see them. */
type Counted = { [Key in keyof Hit]: Hit[Key] | null } & { said?: number }

async function readCounted(database: Queryable, statement: Statement): Promise<Counted[]> {
  return (await database.query<Counted>(statement.text, statement.values)).rows
}

const hitsOf = (rows: Counted[]): Hit[] =>
  rows.filter((row): row is Hit & { said?: number } => row.message_id !== null)

/** All conversations that somebody sees, where these are few. */
async function listFew(database: Queryable, { reader }: Asked): Promise<string[] | undefined> {
  if (reader.scope === 'all') return undefined
  const values: unknown[] = [reader.accountId]
  const { rows } = await database.query<{ id: string }>(
    `select c.id from conversations c
     where c.account_id = $1 and ${visibleTo(reader, values)} limit ${FEW + 1}`,
    values,
  )
  return rows.length > FEW ? undefined : rows.map(({ id }) => id)
}

async function inWindows(database: Queryable, asked: Asked, words: Wanted): Promise<Hit[]> {
  const span = await spanOf(database, asked)
  const hits: Hit[] = []
  let months = span ? monthsBack(span) : []
  for (const size of [...WINDOWS, Number.POSITIVE_INFINITY]) {
    if (months.length === 0 || hits.length > asked.query.limit) break
    const statement = byIndexStatement(asked, words, months.slice(0, size))
    hits.push(...hitsOf(await readCounted(database, statement)))
    months = months.slice(size)
  }
  return hits.slice(0, asked.query.limit + 1)
}

/** From where backwards it is looked, and to where: no further than there is anything. */
async function spanOf(database: Queryable, { reader, query }: Asked) {
  const { rows } = await database.query<{ from: Date | null; to: Date | null }>(
    `select greatest(min(at), $3) as from, (select max(at) from message_search
       where account_id = $1 and at <= coalesce($2::timestamptz, 'infinity')) as to
     from message_search where account_id = $1`,
    [
      reader.accountId,
      placeFrom(query.after)?.at ?? query.until ?? null,
      query.since ?? '-infinity',
    ],
  )
  const { from, to } = rows[0] ?? {}
  return from && to && { from: monthOf(from), to: monthOf(to) }
}
