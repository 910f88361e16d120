import type { MetricDefinition, Report } from '@otklik/protocol/reports'
import { useState } from 'react'

import { FilterChoice } from '../../ui/filter-choice.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import { BarsChart } from './bars-chart.tsx'
import styles from './report-table.module.css'
import { RowTable } from './row-table.tsx'
import { TrendChart } from './trend-chart.tsx'
import { useAsked, useShow } from './use-report.ts'

/** A report by channel, team, operator…: one metric as bars and over time, all of them as a table. */
export function RowReport({ report }: { report: Report }) {
  const { reportPages: words, reports } = useWords()
  const { search } = useAsked()
  const show = useShow()
  const [isByTime, setByTime] = useState(false)
  const charted: MetricDefinition | undefined =
    report.metrics.find(({ key }) => key === search.metric) ?? report.metrics[0]
  if (report.rows.length === 0 || !charted) {
    return <StateView icon="bars" title={words.empty} help={words.emptyHelp} />
  }
  return (
    <>
      <div className={styles.choices}>
        <FilterChoice
          label={words.charted}
          all={reports.metrics[charted.key].name}
          value=""
          options={report.metrics
            .filter(({ key }) => key !== charted.key)
            .map(({ key }) => ({ id: key, name: reports.metrics[key].name }))}
          onChange={(key) => show({ metric: report.metrics.find((each) => each.key === key)?.key })}
        />
        <FilterChoice
          label={words.chartKind}
          all={words.byRows}
          value={isByTime ? 'time' : ''}
          options={[{ id: 'time', name: words.byTime }]}
          onChange={(kind) => setByTime(kind === 'time')}
        />
      </div>
      {isByTime ? (
        <TrendChart report={report} metric={charted} />
      ) : (
        <BarsChart report={report} metric={charted} />
      )}
      <RowTable report={report} />
    </>
  )
}
