import type { Database, Queryable } from '../database/index.ts'
import {
  type AttributedName,
  attributedCases,
  type Narrow,
  attributedNames as names,
} from './attributed-cases.ts'
import { listCounted } from './channel-tracking.ts'
import { openDays } from './days.ts'
import type { Of } from './of-period.ts'
import type { Days } from './period.ts'
import { listChanged, readSums } from './read-sums.ts'

type Counts = Record<AttributedName, number>

/** What became of the numbers that one campaign gave out. */
export interface Attributed extends Counts {
  source: string
  medium: string
  campaign: string
}

export interface AttributedDays extends Pick<Of, 'accountId' | 'reader'> {
  days: Days
  timeZone: string
}

const nothing = Object.fromEntries(names.map((name) => [name, 0])) as Counts
/** More rows than this nobody reads. */
const MOST_ROWS = 500

/**
 * How well conversations are traced to visits, by source and campaign: visits and choices of a
 * messenger, messages that brought their number, conversations tied to a visit, and those of which
 * a visit could only be suggested, with what people have made of that. The totals are of all, the
 * rows are the largest.
 */
export async function attribution(
  database: Database,
  of: AttributedDays,
  narrow: Narrow = {},
): Promise<{ rows: Attributed[]; totals: Counts }> {
  const parts = await database.transaction(async (client) => {
    // Sums and what has changed since are of one moment.
    await client.query('set transaction isolation level repeatable read read only')
    return gather(client, of, narrow)
  })
  const rows = addUp(parts.flat()).sort(byWeight)
  const totals = { ...nothing }
  for (const row of rows) add(totals, row)
  return { rows: rows.slice(0, MOST_ROWS), totals }
}

/** Days that were summed from their sums, and the others anew: so nobody sees old figures. */
async function gather(
  client: Queryable,
  { accountId, reader, days, timeZone }: AttributedDays,
  narrow: Narrow,
): Promise<Attributed[][]> {
  const { period } = openDays(timeZone)
  const counted = await listCounted(client, accountId)
  const anew = (each: Days) =>
    countAnew(client, { accountId, reader, counted, ...period(each) }, narrow)
  // Only whoever sees all reads sums: what others see of a day is not in them.
  const changed =
    reader.scope === 'all' ? await listChanged(client, { accountId, days, timeZone }) : [days]
  const parts = [await readSums(client, { accountId, counted, days, changed }, narrow)]
  for (const each of changed) parts.push(await anew(each))
  return parts
}

async function countAnew(client: Queryable, of: Of, narrow: Narrow): Promise<Attributed[]> {
  const { text, values } = attributedCases(of, narrow)
  const { rows } = await client.query<Attributed>(
    `select source, medium, campaign, ${names.map((name) => `sum(${name})::integer as ${name}`).join()}
     from (${text}) cases group by 1, 2, 3`,
    values,
  )
  return rows
}

function addUp(parts: readonly Attributed[]): Attributed[] {
  const rows = new Map<string, Attributed>()
  for (const part of parts) {
    const name = JSON.stringify([part.source, part.medium, part.campaign])
    const known = rows.get(name)
    if (known) add(known, part)
    else rows.set(name, { ...part })
  }
  return [...rows.values()].filter((row) => names.some((name) => row[name] !== 0))
}

function add(sum: Counts, more: Counts): void {
  for (const name of names) sum[name] += more[name]
}

function byWeight(one: Attributed, other: Attributed): number {
  return (
    other.matched + other.unmatched - one.matched - one.unmatched ||
    other.visits - one.visits ||
    compare(one.source, other.source) ||
    compare(one.medium, other.medium) ||
    compare(one.campaign, other.campaign)
  )
}

const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other))
