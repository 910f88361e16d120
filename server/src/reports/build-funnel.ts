import type { FunnelReport, ReportMetric } from '@otklik/protocol/reports'

import type { Queryable } from '../database/index.ts'
import type { Asked } from './build-report.ts'
import { figuresOf } from './figures.ts'
import { measures, stages } from './measures.ts'
import { comparedWith, type Period } from './periods.ts'
import { stateOf } from './report-state.ts'
import { sumUp } from './sum-up.ts'

const metrics = stages.map((stage): ReportMetric => `funnel.${stage}`)

/** «Воронка очереди»: how far those came who began in the period. */
export async function buildFunnel(database: Queryable, asked: Asked): Promise<FunnelReport> {
  const { asker, period } = asked
  const compared = asked.compare && comparedWith(period, asked.compare)
  const [state, now, before] = await Promise.all([
    stateOf(database, asker.accountId),
    countStages(database, asked, period),
    compared && countStages(database, asked, compared),
  ])
  const [whole = 0] = now
  return {
    period,
    ...(compared && { compared }),
    ...state,
    stages: metrics.map((metric, index) => {
      const count = now[index] ?? 0
      return {
        metric,
        count,
        share: whole === 0 ? null : count / whole,
        ...(before && { compared: before[index] ?? 0 }),
      }
    }),
  }
}

async function countStages(
  database: Queryable,
  { asker, filter }: Asked,
  period: Period,
): Promise<number[]> {
  const look = { asker, filter, period, measures: [measures.funnel], by: 'all' } as const
  const figures = figuresOf(metrics, await sumUp(database, look))
  return metrics.map((metric) => figures[metric]?.count ?? 0)
}
