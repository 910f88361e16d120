import type { Figures, Report, ReportMetric } from '@otklik/protocol/reports'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'

import { useFormats, useWords } from '../../words/index.ts'
import styles from './chart.module.css'
import { ChartTable } from './chart-table.tsx'
import { useDayText } from './use-day-text.ts'

const HEIGHT_PX = 220

const kinds = ['sla-first', 'sla-next', 'sla-resolution'] as const satisfies ReportMetric[]

/** Promises of all kinds together. */
function outcomesOf(figures: Figures): { kept: number; broken: number } {
  const sum = (count: (kind: (typeof kinds)[number]) => number) =>
    kinds.reduce((all, kind) => all + count(kind), 0)
  const broken = sum((kind) => figures[`${kind}.broken`]?.value ?? 0)
  return { broken, kept: sum((kind) => figures[kind]?.count ?? 0) - broken }
}

/** Kept and broken promises by day, one upon the other. */
export function SlaTrend({ report }: { report: Report }) {
  const { reportPages: words, reports } = useWords()
  const formats = useFormats()
  const sayDay = useDayText(report.step)
  const points = report.series.map(({ at, figures }) => ({
    at,
    name: sayDay(at),
    ...outcomesOf(figures),
  }))
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <span className={styles.title}>{words.slaByTime}</span>
        <span className={styles.legend} aria-hidden="true">
          <span className={styles.square}>{words.kept}</span>
          <span className={styles.square} data-broken>
            {words.broken}
          </span>
        </span>
      </figcaption>
      <div className={styles.plot}>
        <ResponsiveContainer width="100%" height={HEIGHT_PX}>
          <BarChart data={points} margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} stroke="var(--o-line)" />
            <XAxis dataKey="name" tickLine={false} minTickGap={24} stroke="var(--o-line-strong)" />
            <YAxis width={40} tickLine={false} axisLine={false} allowDecimals={false} />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: 'var(--o-hover)' }}
              content={({ active, payload }) => {
                const point: (typeof points)[number] | undefined = payload?.[0]?.payload
                return active && point ? (
                  <div className={styles.tip}>
                    <p className={styles.tipTitle}>{point.name}</p>
                    <p className={styles.tipLine}>
                      {words.kept}
                      <strong>{formats.number(point.kept)}</strong>
                    </p>
                    <p className={styles.tipLine}>
                      {words.broken}
                      <strong>{formats.number(point.broken)}</strong>
                    </p>
                  </div>
                ) : null
              }}
            />
            <Bar
              dataKey="kept"
              stackId="all"
              isAnimationActive={false}
              fill="var(--o-accent)"
              maxBarSize={36}
            />
            <Bar
              dataKey="broken"
              stackId="all"
              isAnimationActive={false}
              fill="var(--o-danger)"
              stroke="var(--o-surface)"
              maxBarSize={36}
            />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <ChartTable
        caption={words.slaByTime}
        heads={[report.step === 'month' ? reports.month : words.day, words.kept, words.broken]}
        rows={points.map(({ at, name, kept, broken }) => ({
          key: at,
          cells: [name, formats.number(kept), formats.number(broken)],
        }))}
      />
    </figure>
  )
}
