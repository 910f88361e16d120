import type { Report } from '@otklik/protocol/reports'

import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import styles from './figure-card.module.css'
import { FigureCard } from './figure-card.tsx'
import { RowTable } from './row-table.tsx'
import { SlaTrend } from './sla-trend.tsx'
import { useOpenBehind } from './use-report.ts'

/** How many of the promises were kept: of each kind, over time, and by team. */
export function SlaPage({ report }: { report: Report }) {
  const { reportPages: words } = useWords()
  const open = useOpenBehind()
  const shares = report.metrics.filter(({ unit }) => unit === 'share')
  if (shares.every(({ key }) => !report.totals[key]?.count)) {
    return <StateView icon="clock" title={words.slaNone} help={words.slaNoneHelp} />
  }
  return (
    <>
      <ul className={styles.cards}>
        {shares.map((metric) => (
          <FigureCard
            key={metric.key}
            metric={metric}
            report={report}
            onOpen={() => open(metric.key)}
          />
        ))}
      </ul>
      <SlaTrend report={report} />
      <RowTable report={report} />
    </>
  )
}
