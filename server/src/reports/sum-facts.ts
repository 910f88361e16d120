import { visibleTo } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { type Look, listsOf, type Sum } from './asked.ts'
import type { Family } from './cells.ts'

/** One fact of a row, told as a row of its own: set by set in the list of what is selected. */
const each = `unnest(f.measures) as measure, unnest(f.buckets) as bucket, unnest(f.hours) as hour,
  unnest(f.operators) as operator, unnest(f.teams) as team, unnest(f.bots) as bot,
  unnest(f.counts) as count, unnest(f.totals) as total`

const keyOf: Record<Family, string> = {
  all: `''`,
  channel: 'u.channel_id::text',
  team: 'u.team::text',
  operator: 'u.operator::text',
  bot: 'u.bot::text',
  topic: 'u.topic',
  tag: 't.tag',
  source: 'u.source',
  hour: `extract(isodow from u.day)::text || '-' || lpad(u.hour::text, 2, '0')`,
}

/** From the facts, conversation by conversation: exact for every filter, and as slow as it is wide. */
export async function sumFacts(database: Queryable, look: Look): Promise<Sum[]> {
  const values: unknown[] = []
  const { from, where } = factsOf(look, values)
  const at = look.step ? `date_trunc('${look.step}', u.day)::date::text` : `''`
  const tags =
    look.by === 'tag'
      ? `cross join unnest(case when u.tags = '{}' then '{""}' else u.tags end) as t (tag)`
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

interface Found {
  from: string
  where: string
}

/** Which facts a look is at: what to read `u` from, and what has to be so of each. */
function factsOf(look: Narrowed, values: unknown[]): Found {
  const { from, where } = rowsOf(look, values)
  const columns = 'f.day, f.conversation_id, f.channel_id, f.topic, f.tags, f.source'
  return {
    from: `(select ${columns}, ${each} from ${from} where ${where}) u`,
    where: casesOf(look, (value) => `$${values.push(value)}`),
  }
}

/** Rows of facts `f` that may have something of what a look is at. */
export function rowsOf(look: Narrowed, values: unknown[]): Found {
  const put = (value: unknown) => `$${values.push(value)}`
  const account = put(look.asker.accountId)
  const visible = visibleTo(look.asker, values)
  const conversations =
    visible === 'true'
      ? ''
      : 'join conversations c on c.account_id = f.account_id and c.id = f.conversation_id'
  return {
    from: `report_facts f ${conversations}`,
    where: `f.account_id = ${account} and ${visible} and ${rowConditions(look, put)}`,
  }
}

/** The cases of one row, of these kinds or of all, as a query of `count` and `total`. */
export function casesIn(
  look: Narrowed,
  values: unknown[],
  { row, buckets }: { row: string; buckets: readonly number[] | undefined },
): string {
  const put = (value: unknown) => `$${values.push(value)}`
  const isKind = buckets ? ` and u.bucket = any(${put(buckets)}::smallint[])` : ''
  return `from (select ${each.replaceAll('f.', `${row}.`)}) u where ${casesOf(look, put)}${isKind}`
}

/** What has to be so of a row of facts `f` for any of them to count. */
function rowConditions(
  { filter, period, measures }: Narrowed,
  put: (value: unknown) => string,
): string {
  const narrowed = [...listsOf(filter)].map(([family, list]) => conditionOf(family, put(list)))
  return [
    `f.day between ${put(period.from)} and ${put(period.to)}`,
    `f.measures && ${put(measures)}::smallint[]`,
    ...narrowed,
  ].join(' and ')
}

function conditionOf(family: Family, list: string): string {
  switch (family) {
    case 'channel':
      return `f.channel_id = any(${list}::uuid[])`
    case 'team':
    case 'operator':
    case 'bot':
      return `f.${family}s && ${list}::uuid[]`
    case 'topic':
    case 'source':
      return `f.${family} = any(${list}::text[])`
    case 'tag':
      // Without tags it is what has none.
      return `(f.tags && ${list}::text[] or (f.tags = '{}' and '' = any(${list}::text[])))`
    default:
      throw new Error(`nothing is narrowed by ${family}`)
  }
}

/** What has to be so of one fact `u`: a conversation has some of one operator and some of another. */
function casesOf({ filter, measures }: Narrowed, put: (value: unknown) => string): string {
  const whose = [...listsOf(filter)].filter(([family]) =>
    ['team', 'operator', 'bot'].includes(family),
  )
  return [
    `u.measure = any(${put(measures)}::smallint[])`,
    ...whose.map(([family, list]) => `u.${family} = any(${put(list)}::uuid[])`),
  ].join(' and ')
}
