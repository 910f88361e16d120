import { visibleTo } from '../access/index.ts'
import { type Look, listsOf } from './asked.ts'
import type { Family } from './cells.ts'
import type { Fact } from './facts.ts'
import { FactReader } from './packed-facts.ts'
import { flagsOf } from './packed-sums.ts'

export type Narrowed = Omit<Look, 'by' | 'step'>

interface Found {
  from: string
  where: string
}

/** Rows of facts `f` that may have something of what a look is at; `isLooked` says which of it. */
export function rowsOf(look: Narrowed, values: unknown[]): Found {
  const put = (value: unknown) => `$${values.push(value)}`
  const account = put(look.asker.accountId)
  const visible = visibleTo(look.asker, values)
  const conversations =
    visible === 'true'
      ? ''
      : 'join conversations c on c.account_id = f.account_id and c.id = f.conversation_id'
  const narrowed = [...listsOf(look.filter)].map(([family, list]) => conditionOf(family, put(list)))
  return {
    from: `report_facts f ${conversations}`,
    where: [
      `f.account_id = ${account}`,
      visible,
      `f.day between ${put(look.period.from)} and ${put(look.period.to)}`,
      `f.kinds & ${put(kindsOf(look.measures))}::bigint <> 0`,
      ...narrowed,
    ].join(' and '),
  }
}

/** Which measures there are, a bit each. */
export const kindsOf = (measures: Iterable<number>): string => {
  let kinds = 0n
  for (const measure of measures) kinds |= 1n << BigInt(measure)
  return String(kinds)
}

function conditionOf(family: Family, list: string): string {
  switch (family) {
    case 'channel':
      return `f.channel_id = any(${list}::uuid[])`
    case 'team':
    case 'operator':
    case 'bot':
      return `f.people && ${list}::uuid[]`
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

/** Whether everything in a row of such a measure is looked at. */
export const isWhole = ({ filter }: Pick<Narrowed, 'filter'>): boolean =>
  !filter.teamIds && !filter.operatorIds && !filter.botIds

/** Whether a fact counts: a conversation has some of one operator and some of another. */
export function isLooked({ filter, measures }: Narrowed): (fact: Fact) => boolean {
  const wanted = flagsOf(measures)
  if (isWhole({ filter })) return ({ measure }) => wanted[measure] === 1
  const { teamIds, operatorIds, botIds } = filter
  const isOf = (list: readonly string[] | undefined, id: string | null) =>
    !list || (id !== null && list.includes(id))
  return (fact) =>
    wanted[fact.measure] === 1 &&
    isOf(teamIds, fact.teamId) &&
    isOf(operatorIds, fact.operatorId) &&
    isOf(botIds, fact.botId)
}

/** Counts and totals of those facts that count; nothing where none do. */
export function sumOf(
  packed: Buffer,
  counts: (fact: Fact) => boolean,
): { count: number; total: number } | undefined {
  const sum = { count: 0, total: 0 }
  const reader = new FactReader(packed)
  while (reader.next()) {
    if (!counts(reader)) continue
    sum.count += reader.count
    sum.total += reader.total
  }
  return sum.count > 0 ? sum : undefined
}
