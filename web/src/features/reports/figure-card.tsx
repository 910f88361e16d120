import type { MetricDefinition, Report } from '@otklik/protocol/reports'

import { useFormats, useWords } from '../../words/index.ts'
import { DeltaMark } from './delta-mark.tsx'
import styles from './figure-card.module.css'
import { deltaOf, figureText } from './figure-text.ts'
import { HowCounted } from './how-counted.tsx'
import { Sparkline } from './sparkline.tsx'

interface FigureCardProps {
  metric: MetricDefinition
  report: Report
  isCharted?: boolean
  /** Where the chart can show it instead of another. */
  onChart?: () => void
  onOpen: () => void
}

/** One figure: how much, against what, how it went; it opens its conversations. */
export function FigureCard({
  metric,
  report,
  isCharted = false,
  onChart,
  onOpen,
}: FigureCardProps) {
  const { reports, reportPages: words } = useWords()
  const formats = useFormats()
  const { key, unit } = metric
  const { name, how } = reports.metrics[key]
  const figure = report.totals[key]
  const text = figureText(unit, figure?.value, formats)
  const delta = deltaOf(
    metric,
    { now: figure, before: report.comparedTotals?.[key] },
    { formats, words },
  )
  const line = (
    <Sparkline values={report.series.map(({ figures }) => figures[key]?.value ?? null)} />
  )
  return (
    <li className={styles.card} data-charted={isCharted || undefined}>
      <div className={styles.top}>
        <span className={styles.name} title={name}>
          {name}
        </span>
        <HowCounted name={name} how={how} />
      </div>
      <div className={styles.middle}>
        <button
          type="button"
          className={styles.value}
          disabled={!figure?.count}
          aria-label={words.openBehind(name, text)}
          onClick={onOpen}
        >
          {text}
        </button>
        <DeltaMark delta={delta} />
      </div>
      {onChart ? (
        <button
          type="button"
          className={styles.chart}
          aria-pressed={isCharted}
          aria-label={words.chartOf(name)}
          onClick={onChart}
        >
          {line}
        </button>
      ) : (
        <span className={styles.chart}>{line}</span>
      )}
    </li>
  )
}
