import type { MetricDefinition, Report, ReportMetric } from '@otklik/protocol/reports'
import { useState } from 'react'

import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { DeltaMark } from './delta-mark.tsx'
import { deltaOf, figureText } from './figure-text.ts'
import { HowCounted } from './how-counted.tsx'
import styles from './report-table.module.css'
import { Scroll } from './scroll.tsx'
import { useOpenBehind } from './use-report.ts'
import { useRowName } from './use-row-name.ts'

type Row = Report['rows'][number]
interface Sort {
  by: ReportMetric | 'name'
  isUp: boolean
}

/** All of a report: a press on a head sorts by it, one on a figure opens its conversations. */
export function RowTable({ report }: { report: Report }) {
  const { reports, reportPages: words } = useWords()
  const nameOf = useRowName(report.name)
  const [sort, setSort] = useState<Sort>({ by: report.metrics[0]?.key ?? 'name', isUp: false })
  const rows = sorted(report.rows, sort, nameOf)
  const head = (by: Sort['by'], name: string) => (
    <button
      type="button"
      className={styles.sort}
      onClick={() => setSort({ by, isUp: sort.by === by ? !sort.isUp : by === 'name' })}
    >
      {name}
      {sort.by === by ? <Icon name={sort.isUp ? 'chevronUp' : 'chevronDown'} size={12} /> : null}
    </button>
  )
  const order = (by: Sort['by']) =>
    sort.by !== by ? undefined : sort.isUp ? 'ascending' : 'descending'
  return (
    <section className={styles.block} aria-label={words.details}>
      <Scroll className={styles.scroll} label={words.details}>
        <table className={styles.table} data-rows>
          <thead>
            <tr>
              <th scope="col" aria-sort={order('name')}>
                {head('name', reports.of[report.name])}
              </th>
              {report.metrics.map(({ key }) => (
                <th key={key} scope="col" aria-sort={order(key)}>
                  <span className={styles.named}>
                    {head(key, reports.metrics[key].name)}
                    <HowCounted {...reports.metrics[key]} />
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row" title={nameOf(row)}>
                  {nameOf(row)}
                </th>
                {report.metrics.map((metric) => (
                  <Cell key={metric.key} metric={metric} row={row} name={nameOf(row)} />
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{reports.total}</th>
              {report.metrics.map((metric) => (
                <Cell
                  key={metric.key}
                  metric={metric}
                  row={{ figures: report.totals, compared: report.comparedTotals }}
                  name={reports.total}
                />
              ))}
            </tr>
          </tfoot>
        </table>
      </Scroll>
    </section>
  )
}

interface CellProps {
  metric: MetricDefinition
  row: { id?: string; figures: Row['figures']; compared?: Row['compared'] }
  name: string
}

function Cell({ metric, row, name }: CellProps) {
  const { reports, reportPages: words } = useWords()
  const formats = useFormats()
  const open = useOpenBehind()
  const now = row.figures[metric.key]
  const before = row.compared?.[metric.key]
  const text = figureText(metric.unit, now?.value, formats)
  const change = (
    <DeltaMark
      delta={deltaOf(metric, { now, before }, { formats, words })}
      was={before && figureText(metric.unit, before.value, formats)}
    />
  )
  if (!now?.count) {
    return (
      <td>
        <span className={styles.open} data-still>
          {text}
        </span>
        {change}
      </td>
    )
  }
  const { name: what } = reports.metrics[metric.key]
  return (
    <td>
      <button
        type="button"
        className={styles.open}
        aria-label={words.openBehind(`${name}, ${what}`, text)}
        onClick={() => open(metric.key, { of: row.id })}
      >
        {text}
      </button>
      {change}
    </td>
  )
}

/** What was not measured stands last, whichever way. */
function sorted(rows: readonly Row[], { by, isUp }: Sort, nameOf: (row: Row) => string): Row[] {
  const sign = isUp ? 1 : -1
  if (by === 'name') {
    return rows.toSorted((a, b) => sign * nameOf(a).localeCompare(nameOf(b)))
  }
  const figureOf = ({ figures }: Row) => figures[by]?.value ?? undefined
  return rows.toSorted((a, b) => {
    const [one, other] = [figureOf(a), figureOf(b)]
    if (one === undefined || other === undefined) {
      return Number(one === undefined) - Number(other === undefined)
    }
    return sign * (one - other)
  })
}
