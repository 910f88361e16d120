import type { Queryable } from '../database/index.ts'
import { type AttributedName, type Narrow, attributedNames as names } from './attributed-cases.ts'
import { addDays, openDays } from './days.ts'
import type { Days } from './period.ts'

/** Each is asked for by itself: what lies between days that have changed is counted with them. */
const MOST_SPANS = 3

interface Asked {
  accountId: string
  days: Days
  timeZone: string
}

/** The days whose sums do not say what is: all, while there are no sums by this clock. */
export async function listChanged(
  client: Queryable,
  { accountId, days, timeZone }: Asked,
): Promise<Days[]> {
  const { rowCount: known } = await client.query(
    'select from attribution_cursors where account_id = $1 and time_zone = $2',
    [accountId, timeZone],
  )
  if (known === 0) return [days]
  const { of, period } = openDays(timeZone)
  const { from, until } = period(days)
  const { rows } = await client.query<{ at: Date }>(
    `select distinct at from attribution_changes
     where account_id = $1 and at >= $2 and at < $3`,
    [accountId, from, until],
  )
  return spansOf(new Set(rows.map(({ at }) => of(at.getTime()))))
}

/** As spans of days, the nearest ones together. */
export function spansOf(days: ReadonlySet<string>): Days[] {
  const spans: Days[] = []
  for (const day of [...days].sort()) {
    const last = spans.at(-1)
    if (last && day === addDays(last.to, 1)) last.to = day
    else spans.push({ from: day, to: day })
  }
  while (spans.length > MOST_SPANS) {
    const gaps = spans.slice(1).map(({ from }, k) => Date.parse(from) - Date.parse(spans[k]!.to))
    const nearest = gaps.indexOf(Math.min(...gaps))
    const [one, other] = spans.slice(nearest, nearest + 2)
    spans.splice(nearest, 2, { from: one!.from, to: other!.to })
  }
  return spans
}

interface Summed {
  accountId: string
  counted: readonly string[]
  days: Days
  /** Which are left out. */
  changed: readonly Days[]
}

type Row = { source: string; medium: string; campaign: string } & Record<AttributedName, number>

const unnumbered = 'coalesce(sum(unnumbered) filter (where channel_id <> all ($6)), 0)'

export async function readSums(
  client: Queryable,
  { accountId, counted, days, changed }: Summed,
  { channelIds, sources }: Narrow,
): Promise<Row[]> {
  const sums = names.map((name) => {
    const isLess = name === 'suggested' || name === 'unmatched'
    return `(sum(${name})${isLess ? ` - ${unnumbered}` : ''})::integer as ${name}`
  })
  const { rows } = await client.query<Row>(
    `select source, medium, campaign, ${sums.join()} from attribution_sums
     where account_id = $1 and day between $2 and $3
       and not exists (
         select from unnest($4::date[], $5::date[]) as c (first, last)
         where day between c.first and c.last)
       and ($7::uuid[] is null or channel_id is null or channel_id = any ($7))
       and ($8::text[] is null or source = any ($8))
     group by 1, 2, 3`,
    [
      ...[accountId, days.from, days.to, changed.map(({ from }) => from)],
      ...[changed.map(({ to }) => to), counted, channelIds ?? null, sources ?? null],
    ],
  )
  return rows
}
