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
  lateStatement,
  newestStatement,
  type Statement,
} from './hit-statements.ts'
import { placeFrom, textOfPlace, weekOf, weeksBack } from './message-condition.ts'
import { LATE_AFTER } from './project-messages.ts'
import { isKnownToSeeMuch, rememberSeeingMuch } from './sees-much.ts'
import { queryOf, type Wanted } from './words.ts'

/** A word that many messages have is among the last of them; no index of words is of use for it. */
const NEWEST = 2000
/** Where a page is likely among so many, they are looked through: each costs less than a hit. */
const NEWEST_AT_MOST = 10_000
/** How many weeks are looked at first, and how many times as many next at most: of a rare word, of others. */
const RARELY = { first: 16, times: 4 }
const OFTEN = { first: 1, times: 2 }
/** More weeks by this much than would do if hits were spread evenly. */
const MARGIN = 1.3
/** So many hits cost less than another question does, whoever may see them. */
const CHEAP = 500
/** Who sees no more conversations than this has all of theirs looked through. */
const FEW = 1000

/**
 * Messages with all of the words, the newest first. A common word is found among the newest few
 * thousand; for what is not the index is asked in windows of weeks, each twice as long as the one
 * before, so that it never brings much more than a page needs. Who sees little has that little looked
 * through instead.
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
  if (asked.query.status !== 'closed') return findAmongAll(database, asked, words)
  const until = await lastClosing(database, asked)
  if (!until) return []
  const late = await read(lateStatement(asked, words, until))
  const earlier = [until, asked.query.until ?? until].toSorted(byTime)[0]
  const query = { ...asked.query, until: earlier }
  return [...late, ...(await findAmongAll(database, { ...asked, query }, words))]
}

const byTime = (one: string, other: string) => Date.parse(one) - Date.parse(other)

/**
 * Behind this moment nothing is closed but what was written late. Otherwise all that is open now
 * would be looked through first.
 */
async function lastClosing(database: Queryable, { reader, query }: Asked) {
  const values: unknown[] = [reader.accountId]
  const of = (column: string, value: string | undefined) =>
    value ? `and ${column} = $${values.push(value)}` : ''
  const { rows } = await database.query<{ at: Date | null }>(
    `select max(closed_at) + interval '${LATE_AFTER}' as at from conversations
     where account_id = $1 and status = 'closed' ${of('channel_id', query.channelId)}
       ${of('operator_id', query.operatorId)}`,
    values,
  )
  return rows[0]?.at?.toISOString()
}

async function findAmongAll(database: Queryable, asked: Asked, words: Wanted): Promise<Hit[]> {
  const read = async (statement: Statement) => hitsOf(await readCounted(database, statement))
  const wanted = asked.query.limit + 1
  const newest = await readCounted(database, newestStatement(asked, words, NEWEST))
  const first = hitsOf(newest)
  if (first.length >= wanted) return first
  const ids = await listFew(database, asked)
  if (ids) return read(amongTheirsStatement(asked, words, ids))
  // Half as many again as would do if they were spread evenly.
  const enough = Math.ceil((1.5 * NEWEST * wanted) / first.length)
  if (enough <= NEWEST_AT_MOST) {
    const more = await read(newestStatement(asked, words, enough))
    if (more.length >= wanted) return more
  }
  return inWindows(database, asked, { words, pace: newest[0]?.said ? OFTEN : RARELY })
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
  if (reader.scope === 'all' || isKnownToSeeMuch(reader)) return undefined
  const values: unknown[] = [reader.accountId]
  const { rows } = await database.query<{ id: string }>(
    `select c.id from conversations c
     where c.account_id = $1 and ${visibleTo(reader, values)} limit ${FEW + 1}`,
    values,
  )
  if (rows.length <= FEW) return rows.map(({ id }) => id)
  rememberSeeingMuch(reader)
  return undefined
}

interface Looked {
  words: Wanted
  pace: typeof OFTEN
}

async function inWindows(database: Queryable, asked: Asked, { words, pace }: Looked) {
  const span = await spanOf(database, asked)
  const wanted = asked.query.limit + 1
  const hits: Hit[] = []
  let weeks = span ? weeksBack(span) : []
  for (let size = pace.first, looked = 0; weeks.length > 0 && hits.length < wanted; ) {
    const statement = byIndexStatement(asked, words, weeks.slice(0, size))
    const rows = await readCounted(database, statement)
    hits.push(...hitsOf(rows))
    weeks = weeks.slice(size)
    looked += size
    const enough = Math.ceil((MARGIN * (wanted - hits.length) * looked) / hits.length)
    const cheap = Math.ceil((CHEAP * size) / (rows[0]?.said || CHEAP))
    size = Math.min(Math.max(size * pace.times, cheap), enough)
  }
  return hits.slice(0, wanted)
}

/** From where backwards it is looked, and to where: no further than there is anything. */
async function spanOf(database: Queryable, { reader, query }: Asked) {
  const { rows } = await database.query<{ from: Date | null; to: Date | null }>(
    `select greatest(min(at), $3) as from, (select max(at) from message_search
       where account_id = $1 and at <= least($2::timestamptz, $4::timestamptz, 'infinity')) as to
     from message_search where account_id = $1`,
    [
      reader.accountId,
      placeFrom(query.after)?.at ?? null,
      query.since ?? '-infinity',
      query.until ?? null,
    ],
  )
  const { from, to } = rows[0] ?? {}
  return from && to && { from: weekOf(from), to: weekOf(to) }
}
