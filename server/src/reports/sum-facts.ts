import { visibleTo } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { type Look, listsOf, type Sum } from './asked.ts'
import type { Family } from './cells.ts'

const lists = ['measures', 'buckets', 'hours', 'operators', 'teams', 'bots', 'counts', 'totals']

/** The facts of a row of `report_facts`, one by one. */
const unnested = ({ row, fact }: Names): string =>
  `unnest(${lists.map((list) => `${row}.${list}`).join(', ')})
    as ${fact} (measure, bucket, hour, operator, team, bot, count, total)`

/** What a query calls a row of facts, and one fact of it. */
export interface Names {
  row: string
  fact: string
}

const keyOf: Record<Family, string> = {
  all: `''`,
  channel: 'f.channel_id::text',
  team: 'u.team::text',
  operator: 'u.operator::text',
  bot: 'u.bot::text',
  topic: 'f.topic',
  tag: 't.tag',
  source: 'f.source',
  hour: `extract(isodow from f.day)::text || '-' || lpad(u.hour::text, 2, '0')`,
}

/** From the facts, conversation by conversation: exact for every filter, and as slow as it is wide. */
export async function sumFacts(database: Queryable, look: Look): Promise<Sum[]> {
  const values: unknown[] = []
  const { from, where } = factsOf(look, values)
  const at = look.step ? `date_trunc('${look.step}', f.day)::date::text` : `''`
  const tags =
    look.by === 'tag'
      ? `cross join unnest(case when f.tags = '{}' then '{""}' else f.tags end) as t (tag)`
      : ''
  // A filter by tags that is told apart by tags shows those alone.
  const only = look.by === 'tag' && look.filter.tags
  const shown = only ? ` and t.tag = any($${values.push(only)})` : ''
  const key = keyOf[look.by]
  const { rows } = await database.query<Sum>(
    `select ${at} as at, ${key} as key, u.measure, u.bucket, sum(u.count)::integer as count,
       sum(u.total)::float8 as total
     from ${from} ${tags}
     where ${where}${shown} and ${key} is not null ${look.by === 'hour' ? 'and u.hour >= 0' : ''}
     group by 1, 2, 3, 4`,
    values,
  )
  return rows
}

type Narrowed = Omit<Look, 'by' | 'step'>

/** Which facts a look is at: what to read from, and what has to be so of `f`, `u` and `c`. */
export function factsOf(look: Narrowed, values: unknown[]): { from: string; where: string } {
  const account = `$${values.push(look.asker.accountId)}`
  const visible = visibleTo(look.asker, values)
  const conversations =
    visible === 'true'
      ? ''
      : 'join conversations c on c.account_id = f.account_id and c.id = f.conversation_id'
  return {
    from: `report_facts f ${conversations} cross join lateral ${unnested({ row: 'f', fact: 'u' })}`,
    where: `f.account_id = ${account} and ${visible} and ${casesOf(look, values)}`,
  }
}

/** The condition that a later day of the same conversation has none of them: it is the last. */
export function isLast(look: Narrowed, values: unknown[], more: (fact: string) => string): string {
  const names = { row: 'later', fact: 'v' }
  return `not exists (
    select from report_facts later cross join lateral ${unnested(names)}
    where later.account_id = f.account_id and later.conversation_id = f.conversation_id
      and later.day > f.day and ${casesOf(look, values, names)} and ${more('v')})`
}

/** What has to be so of a fact, whoever looks. */
function casesOf(
  { filter, period, measures }: Narrowed,
  values: unknown[],
  names: Names = { row: 'f', fact: 'u' },
): string {
  const put = (value: unknown) => `$${values.push(value)}`
  const { row, fact } = names
  const wanted = put(measures)
  return [
    `${row}.day between ${put(period.from)} and ${put(period.to)}`,
    `${row}.measures && ${wanted}::smallint[] and ${fact}.measure = any(${wanted}::smallint[])`,
    ...[...listsOf(filter)].map(([family, list]) => conditionOf(family, put(list), names)),
  ].join(' and ')
}

function conditionOf(family: Family, list: string, { row, fact }: Names): string {
  switch (family) {
    case 'channel':
      return `${row}.channel_id = any(${list}::uuid[])`
    case 'team':
    case 'operator':
    case 'bot':
      return `${fact}.${family} = any(${list}::uuid[])`
    case 'topic':
    case 'source':
      return `${row}.${family} = any(${list}::text[])`
    case 'tag':
      // Without tags it is what has none.
      return `(${row}.tags && ${list}::text[] or (${row}.tags = '{}' and '' = any(${list}::text[])))`
    default:
      throw new Error(`nothing is narrowed by ${family}`)
  }
}
