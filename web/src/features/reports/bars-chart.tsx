import type { MetricDefinition, Report } from '@otklik/protocol/reports'
import { Bar, BarChart, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts'

import { useMedia } from '../../ui/use-media.ts'
import { useFormats, useWords } from '../../words/index.ts'
import styles from './chart.module.css'
import { figureText } from './figure-text.ts'
import { useRowName } from './use-row-name.ts'

const MOST_BARS = 10
const BAR_PX = 34

/** Who has most of a metric. The table below has all of it, so the chart is only looked at. */
export function BarsChart({ report, metric }: { report: Report; metric: MetricDefinition }) {
  const { reports, reportPages: words } = useWords()
  const formats = useFormats()
  const nameOf = useRowName(report.name)
  const isPhone = useMedia('(max-width: 719px)')
  const { key, unit } = metric
  const { name } = reports.metrics[key]
  const bars = report.rows
    .flatMap((row) => {
      const value = row.figures[key]?.value
      const text = figureText(unit, value, formats)
      return !value ? [] : [{ name: nameOf(row), value, text }]
    })
    .sort((a, b) => b.value - a.value)
    .slice(0, MOST_BARS)
  const lettersFit = isPhone ? 14 : 26
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <span className={styles.title}>{name}</span>
      </figcaption>
      {bars.length === 0 ? (
        <p className={styles.nothing}>{words.notMeasured}</p>
      ) : (
        <div className={styles.plot} aria-hidden="true">
          <ResponsiveContainer width="100%" height={bars.length * BAR_PX + 8}>
            <BarChart
              data={bars}
              layout="vertical"
              accessibilityLayer={false}
              barCategoryGap={8}
              margin={{ top: 0, right: 72, bottom: 0, left: 0 }}
            >
              <XAxis type="number" hide domain={[0, 'dataMax']} />
              <YAxis
                type="category"
                dataKey="name"
                width={isPhone ? 110 : 190}
                tickLine={false}
                axisLine={false}
                interval={0}
                tickFormatter={(text: string) =>
                  text.length > lettersFit ? `${text.slice(0, lettersFit - 1)}…` : text
                }
              />
              <Bar dataKey="value" isAnimationActive={false} fill="var(--o-accent)" radius={4}>
                <LabelList dataKey="text" position="right" />
              </Bar>
            </BarChart>
          </ResponsiveContainer>
        </div>
      )}
    </figure>
  )
}
