import type { MetricDefinition, Report } from '@otklik/protocol/reports'

import { useFormats, useWords } from '../../words/index.ts'
import { DeltaMark } from './delta-mark.tsx'
import { deltaOf, figureText } from './figure-text.ts'
import { HowCounted } from './how-counted.tsx'
import styles from './report-table.module.css'
import { Scroll } from './scroll.tsx'
import { useOpenBehind } from './use-report.ts'

/** All figures of a report with what they are made of. */
export function MetricTable({ report }: { report: Report }) {
  const { reportPages: words } = useWords()
  const isCompared = report.compared !== undefined
  return (
    <section className={styles.block} aria-label={words.allMetrics}>
      <h2 className={styles.title}>{words.allMetrics}</h2>
      <Scroll className={styles.scroll} label={words.allMetrics}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words.metric}</th>
              <th scope="col">{words.value}</th>
              <th scope="col">{words.average}</th>
              <th scope="col">{words.p90}</th>
              {isCompared ? <th scope="col">{words.beforePeriod}</th> : null}
              {isCompared ? <th scope="col">{words.change}</th> : null}
            </tr>
          </thead>
          <tbody>
            {report.metrics.map((metric) => (
              <Row key={metric.key} metric={metric} report={report} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}

function Row({ metric, report }: { metric: MetricDefinition; report: Report }) {
  const { reports, reportPages: words } = useWords()
  const formats = useFormats()
  const open = useOpenBehind()
  const { key, unit } = metric
  const { name, how } = reports.metrics[key]
  const now = report.totals[key]
  const before = report.comparedTotals?.[key]
  const text = (value: number | null | undefined) => figureText(unit, value, formats)
  const isTime = unit === 'seconds'
  // A part of the one above it.
  const isPart = key.includes('.')
  if (isPart && !now?.count && !before?.count) return null
  return (
    <tr data-part={isPart || undefined}>
      <th scope="row">
        <span className={styles.named}>
          {name}
          <HowCounted name={name} how={how} />
        </span>
      </th>
      <td>
        {now?.count ? (
          <button
            type="button"
            className={styles.open}
            aria-label={words.openBehind(name, text(now.value))}
            onClick={() => open(key)}
          >
            {text(now.value)}
          </button>
        ) : (
          text(now?.value)
        )}
      </td>
      <td>{isTime ? text(now?.average) : ''}</td>
      <td>{isTime ? text(now?.p90) : ''}</td>
      {report.compared ? <td>{text(before?.value)}</td> : null}
      {report.compared ? (
        <td>
          <DeltaMark delta={deltaOf(metric, { now, before }, { formats, words })} />
        </td>
      ) : null}
    </tr>
  )
}
