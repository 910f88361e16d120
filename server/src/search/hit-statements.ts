import type { Reader } from '../contacts/index.ts'
import { conditionOf, type MessageQuery, placeFrom } from './message-condition.ts'
import type { Wanted } from './words.ts'

export interface Asked {
  reader: Reader
  query: MessageQuery
}

export interface Hit {
  message_id: string
  conversation_id: string
  at: Date
}

export interface Statement {
  text: string
  values: unknown[]
}

interface Begun {
  values: unknown[]
  /** What has to be so beside the words: whose it is, and what was filtered by. */
  condition: string
  /** Behind the last page. */
  before: string
}

/** What every way of looking has: the account, the words, where the last page ended, the rest. */
function begin({ reader, query }: Asked, words: Wanted): Begun {
  const values: unknown[] = [reader.accountId, words.text, query.limit + 1, words.isBegun]
  const condition = conditionOf({ reader, query, values })
  const place = placeFrom(query.after)
  const before = place
    ? `(s.at, s.message_id) < ($${values.push(place.at)}::timestamptz, $${values.push(place.id)}::uuid)`
    : 'true'
  return { values, condition, before }
}

const hit = 's.message_id, s.conversation_id, s.at'
const isSaid = 's.words @@ search_query($2, $4)'
const keys = 'search_keys(s.account_id, s.at, s.words)'
const newestFirst = 'order by s.at desc, s.message_id desc'

/**
 * A page of what `s` has, the newest first, and how much it has at all. Conversations are looked up
 * one by one until the page is full: joined, all of them would be before the first is shown.
 */
const pageOf = (condition: string) => `
  page as (
    select ${hit} from (select * from s ${newestFirst}) s
    cross join lateral (
      select from conversations c
      where c.account_id = $1 and c.id = s.conversation_id and ${condition} offset 0) c
    ${newestFirst} limit $3)
  select s.*, n.said from (select count(*)::integer as said from s) n
  left join page s on true ${newestFirst}`

/** Among so many of the last messages. */
export function newestStatement(asked: Asked, words: Wanted, count: number): Statement {
  const { values, condition, before } = begin(asked, words)
  const until = asked.query.until ? ` and s.at < $${values.push(asked.query.until)}` : ''
  return {
    values,
    text: `with s as materialized (
       select ${hit}, s.has_file from (
         select * from message_search s where s.account_id = $1 and ${before}${until}
         ${newestFirst} limit ${count}) s
       where ${isSaid}), ${pageOf(condition)}`,
  }
}

/**
 * Of these weeks. The account is asked of the rows alone: as a condition for an index it would tempt
 * the planner to walk through all that the account has.
 */
export function byIndexStatement(asked: Asked, words: Wanted, weeks: number[]): Statement {
  const { values, condition, before } = begin(asked, words)
  return {
    values,
    // Apart, so that the order of the page does not tempt anybody to walk through it instead.
    text: `with s as materialized (
       select ${hit}, s.has_file from unnest($${values.push(weeks)}::integer[]) weeks (week)
       cross join lateral (
         select * from message_search s
         where ${keys} @@ search_in_week(search_query($2, $4, '@'), $1, weeks.week)
           and s.account_id::text = $1::uuid::text and ${before} offset 0) s), ${pageOf(condition)}`,
  }
}

/** In these conversations, which are all that somebody sees. */
export function amongTheirsStatement(asked: Asked, words: Wanted, ids: string[]): Statement {
  const { values, condition, before } = begin(asked, words)
  return {
    values,
    // The words come after the rows: otherwise the index of words may be asked for each conversation.
    text: `with s as materialized (
       select ${hit}, s.has_file from unnest($${values.push(ids)}::uuid[]) theirs (id)
       cross join lateral (
         select * from message_search s
         where s.account_id = $1 and s.conversation_id = theirs.id and ${before} offset 0) s
       where ${isSaid}), ${pageOf(condition)}`,
  }
}

/** In one of them. */
export function inConversationStatement(asked: Asked, words: Wanted): Statement {
  return amongTheirsStatement(asked, words, [asked.query.conversationId ?? ''])
}

/** What was written behind this moment in conversations that had been closed before. */
export function lateStatement(asked: Asked, words: Wanted, since: string): Statement {
  const { values, condition, before } = begin(asked, words)
  return {
    values,
    text: `with s as materialized (
       select ${hit}, s.has_file from message_search s
       where s.account_id = $1 and s.is_late and s.at >= $${values.push(since)}::timestamptz
         and ${before} and ${isSaid}), ${pageOf(condition)}`,
  }
}
