import type { Report, ReportMetric } from '@otklik/protocol/reports'

import styles from './figure-card.module.css'
import { FigureCard } from './figure-card.tsx'
import { MetricTable } from './metric-table.tsx'
import { TrendChart } from './trend-chart.tsx'
import { useAsked, useOpenBehind, useShow } from './use-report.ts'

/** What a manager looks at first; everything else is in the table below. */
const leading: readonly ReportMetric[] = [
  'opened',
  'first-response',
  'resolution',
  'missed-rate',
  'wait',
  'rating',
  'outgoing',
  'containment',
]

export function Overview({ report }: { report: Report }) {
  const { search } = useAsked()
  const show = useShow()
  const open = useOpenBehind()
  const cards = leading.flatMap((key) => report.metrics.find((each) => each.key === key) ?? [])
  const charted =
    report.metrics.find(({ key }) => key === (search.metric ?? 'opened')) ?? report.metrics[0]
  return (
    <>
      <ul className={styles.cards}>
        {cards.map((metric) => (
          <FigureCard
            key={metric.key}
            metric={metric}
            report={report}
            isCharted={metric.key === charted?.key}
            onChart={() => show({ metric: metric.key })}
            onOpen={() => open(metric.key)}
          />
        ))}
      </ul>
      {charted ? <TrendChart report={report} metric={charted} /> : null}
      <MetricTable report={report} />
    </>
  )
}
