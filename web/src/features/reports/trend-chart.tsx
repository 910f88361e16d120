import type { MetricDefinition, Report } from '@otklik/protocol/reports'
import {
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'

import { useFormats, useWords } from '../../words/index.ts'
import styles from './chart.module.css'
import { ChartTable } from './chart-table.tsx'
import { figureText } from './figure-text.ts'
import { useDayText } from './use-day-text.ts'
import { useOpenBehind } from './use-report.ts'

interface TrendChartProps {
  report: Pick<Report, 'series' | 'step' | 'compared'>
  metric: MetricDefinition
}

interface Point {
  at: string
  name: string
  now: number | null
  before: number | null
  hasCases: boolean
}

const HEIGHT_PX = 240

/** How a metric went by day or month, the period before as a broken line, and both as a table. */
export function TrendChart({ report, metric }: TrendChartProps) {
  const { reports, reportPages: words } = useWords()
  const formats = useFormats()
  const sayDay = useDayText(report.step)
  const open = useOpenBehind()
  const { key, unit } = metric
  const { name } = reports.metrics[key]
  const points: Point[] = report.series.map(({ at, figures, compared }) => ({
    at,
    name: sayDay(at),
    now: figures[key]?.value ?? null,
    before: compared?.[key]?.value ?? null,
    hasCases: Boolean(figures[key]?.count),
  }))
  const text = (value: number | null) => figureText(unit, value, formats)
  const isCompared = report.compared !== undefined
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <span className={styles.title}>{name}</span>
        {isCompared ? (
          <span className={styles.legend} aria-hidden="true">
            <span className={styles.key}>{words.thisPeriod}</span>
            <span className={styles.key} data-before>
              {words.beforePeriod}
            </span>
          </span>
        ) : null}
      </figcaption>
      <div className={styles.plot}>
        <ResponsiveContainer width="100%" height={HEIGHT_PX}>
          <LineChart
            data={points}
            margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
            title={words.trendOf(name)}
          >
            <CartesianGrid vertical={false} stroke="var(--o-line)" />
            <XAxis dataKey="name" tickLine={false} minTickGap={24} stroke="var(--o-line-strong)" />
            <YAxis
              width={64}
              tickLine={false}
              axisLine={false}
              allowDecimals={unit === 'share' || unit === 'score'}
              tickFormatter={(value: number) => text(value)}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: 'var(--o-line-strong)' }}
              content={({ active, payload }) => {
                const point: Point | undefined = payload?.[0]?.payload
                return active && point ? (
                  <Tip point={point} text={text} isCompared={isCompared} />
                ) : null
              }}
            />
            {isCompared ? (
              <Line
                dataKey="before"
                isAnimationActive={false}
                dot={false}
                activeDot={false}
                stroke="var(--o-text-3)"
                strokeDasharray="4 4"
                strokeWidth={1.5}
              />
            ) : null}
            <Line
              dataKey="now"
              isAnimationActive={false}
              dot={points.length < 2 ? { r: 4 } : { r: 2.5 }}
              stroke="var(--o-accent)"
              fill="var(--o-accent)"
              strokeWidth={2}
            />
          </LineChart>
        </ResponsiveContainer>
      </div>
      <ChartTable
        caption={name}
        heads={[
          report.step === 'month' ? reports.month : words.day,
          words.thisPeriod,
          ...(isCompared ? [words.beforePeriod] : []),
        ]}
        rows={points.map(({ at, name: day, now, before, hasCases }) => ({
          key: at,
          cells: [day, text(now), ...(isCompared ? [text(before)] : [])],
          open: hasCases
            ? { name: `${name}, ${day}`, onOpen: () => open(key, { at: pointOf(report, at) }) }
            : undefined,
        }))}
      />
    </figure>
  )
}

/** A month is named by its first day. */
const pointOf = ({ step }: TrendChartProps['report'], at: string): string =>
  step === 'month' ? at.slice(0, 7) : at

interface TipProps {
  point: Point
  text: (value: number | null) => string
  isCompared: boolean
}

function Tip({ point, text, isCompared }: TipProps) {
  const { reportPages: words } = useWords()
  return (
    <div className={styles.tip}>
      <p className={styles.tipTitle}>{point.name}</p>
      <p className={styles.tipLine}>
        {words.thisPeriod}
        <strong>{text(point.now)}</strong>
      </p>
      {isCompared ? (
        <p className={styles.tipLine}>
          {words.beforePeriod}
          <strong>{text(point.before)}</strong>
        </p>
      ) : null}
    </div>
  )
}
