import type { Figure, Figures, ReportMetric } from '@otklik/protocol/reports'

import type { Sum } from './asked.ts'
import { howOf, lengthOf, type Source } from './measures.ts'

/** Every measure that these metrics are made of. */
export function measuresOf(metrics: readonly ReportMetric[]): number[] {
  const sources = metrics.flatMap((metric) => {
    const how = howOf(metric)
    return how.unit === 'share' ? [how.of, how.by] : [how.of]
  })
  return [...new Set(sources.map(({ measure }) => measure))]
}

/** Figures of what was summed up for one row, or for one point of time. */
export function figuresOf(metrics: readonly ReportMetric[], sums: readonly Sum[]): Figures {
  const figures: Figures = {}
  for (const metric of metrics) figures[metric] = figureOf(metric, sums)
  return figures
}

function figureOf(metric: ReportMetric, sums: readonly Sum[]): Figure {
  const how = howOf(metric)
  const cases = matching(sums, how.of)
  const count = cases.reduce((all, each) => all + each.count, 0)
  switch (how.unit) {
    case 'count':
      return { value: count, count }
    case 'share': {
      const whole = matching(sums, how.by).reduce((all, each) => all + each.count, 0)
      return { value: whole === 0 ? null : count / whole, count: whole }
    }
    case 'score':
      return { value: count === 0 ? null : averageOf(cases, count), count }
    case 'seconds':
      return durationOf(cases, count)
  }
}

const matching = (sums: readonly Sum[], { measure, buckets }: Source) =>
  sums.filter((sum) => sum.measure === measure && (!buckets || buckets.includes(sum.bucket)))

const averageOf = (cases: readonly Sum[], count: number): number =>
  cases.reduce((all, { total }) => all + total, 0) / count

function durationOf(cases: readonly Sum[], count: number): Figure {
  if (count === 0) return { value: null, count }
  const buckets = new Map<number, number>()
  for (const each of cases) {
    buckets.set(each.bucket, (buckets.get(each.bucket) ?? 0) + each.count)
  }
  const sorted = [...buckets].sort(([one], [other]) => one - other)
  return {
    value: lengthOf(quantile(sorted, count, 0.5)),
    count,
    average: averageOf(cases, count),
    p90: lengthOf(quantile(sorted, count, 0.9)),
  }
}

/** The bucket in which so much of all cases are reached. */
function quantile(sorted: readonly [number, number][], count: number, share: number): number {
  let left = Math.max(1, Math.ceil(count * share))
  for (const [bucket, cases] of sorted) {
    left -= cases
    if (left <= 0) return bucket
  }
  return sorted.at(-1)?.[0] ?? 0
}
