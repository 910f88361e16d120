import type { QualityFigures } from '@otklik/protocol/reports'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'

import { StateView } from '../../ui/state-view.tsx'
import { useCompanyDate } from '../session/index.ts'
import { resultsQuery } from './api/quality.ts'
import { AskView } from './ask-view.tsx'
import { OperatorResults } from './operator-results.tsx'
import { PeriodChoice } from './period-choice.tsx'
import { periodOf } from './quality-search.ts'
import styles from './tables.module.css'
import { Trend } from './trend.tsx'
import { useNames } from './use-names.ts'

/** «Результаты»: what reviews and marks come to, by operator; one of them by weeks and criteria. */
export function ResultsTab() {
  const { operator } = useSearch({ from: '/signed-in/quality/' })
  return operator ? <OperatorResults operatorId={operator} hasWayBack /> : <AllResults />
}

function AllResults() {
  const { words } = useNames()
  const { days = 30 } = useSearch({ from: '/signed-in/quality/' })
  const asked = useQuery(resultsQuery(periodOf(days, useCompanyDate())))
  return (
    <>
      <div className={styles.bar}>
        <PeriodChoice />
      </div>
      <AskView of={asked}>
        {(all) =>
          all.length === 0 ? (
            <StateView icon="bars" title={words.results.empty} help={words.results.emptyHelp} />
          ) : (
            <>
              <ResultTable all={all} />
              <p className={`${styles.quiet} ${styles.under}`}>{words.results.definition}</p>
            </>
          )
        }
      </AskView>
    </>
  )
}

function ResultTable({ all }: { all: readonly QualityFigures[] }) {
  const { words } = useNames()
  const { columns } = words.results
  const numbers = [
    columns.average,
    columns.trend,
    columns.reviews,
    columns.criticals,
    columns.rating,
    columns.ratings,
    columns.appeals,
  ]
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{columns.operator}</th>
          {numbers.map((name) => (
            <th key={name} scope="col" className={styles.number}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {all.map((figures) => (
          <Row key={figures.operatorId} figures={figures} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ figures }: { figures: QualityFigures }) {
  const { words, operator, formats } = useNames()
  const { columns } = words.results
  const name = operator(figures.operatorId)
  const cells: [string, string][] = [
    [columns.reviews, formats.number(figures.reviews)],
    [columns.criticals, formats.number(figures.criticals)],
    [columns.rating, said(figures.ratingAverage, formats.number)],
    [columns.ratings, formats.number(figures.ratings)],
    [columns.appeals, formats.number(figures.appeals)],
  ]
  return (
    <tr>
      <td>
        <Link
          to="/quality"
          search={(search) => ({
            ...search,
            part: 'results' as const,
            operator: figures.operatorId,
          })}
          className={styles.name}
          activeProps={{}}
          aria-label={words.results.show(name)}
        >
          {name}
        </Link>
      </td>
      <td className={styles.number} data-label={columns.average}>
        {said(figures.average, formats.number)}
      </td>
      <td className={styles.number} data-label={columns.trend}>
        <Trend figures={figures} />
      </td>
      {cells.map(([label, value]) => (
        <td key={label} className={styles.number} data-label={label}>
          {value}
        </td>
      ))}
    </tr>
  )
}

const said = (value: number | undefined, number: (value: number) => string) =>
  value === undefined ? '—' : number(value)
