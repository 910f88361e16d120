import type { HeatReport } from '@otklik/protocol/reports'

import type { Queryable } from '../database/index.ts'
import type { Asked } from './build-report.ts'
import { weekdayOf } from './cells.ts'
import { measures } from './measures.ts'
import { daysIn, type Period } from './periods.ts'
import { stateOf } from './report-state.ts'
import { sumUp } from './sum-up.ts'

/** «Нагрузка по часам»: when customers come, by day of the week and hour. */
export async function buildHeat(
  database: Queryable,
  { asker, filter, period, metric }: Omit<Asked, 'compare'> & { metric: HeatReport['metric'] },
): Promise<HeatReport> {
  const [state, sums] = await Promise.all([
    stateOf(database, asker.accountId),
    sumUp(database, { asker, filter, period, measures: [measures[metric]], by: 'hour' }),
  ])
  const counts = Map.groupBy(sums, ({ key }) => key)
  const days = weekdaysIn(period)
  return {
    period,
    ...state,
    metric,
    cells: [...counts.keys()].sort().map((key) => {
      const [weekday = 0, hour = 0] = key.split('-').map(Number)
      const count = (counts.get(key) ?? []).reduce((all, each) => all + each.count, 0)
      return { weekday, hour, count, average: count / Math.max(1, days[weekday] ?? 0) }
    }),
  }
}

/** How many Mondays (1) to Sundays (7) a period has. */
function weekdaysIn(period: Period): number[] {
  const all = daysIn(period)
  const first = weekdayOf(period.from)
  const days = Array<number>(8).fill(0)
  for (let weekday = 1; weekday <= 7; weekday++) {
    const ahead = (weekday - first + 7) % 7
    days[weekday] = all > ahead ? Math.ceil((all - ahead) / 7) : 0
  }
  return days
}
