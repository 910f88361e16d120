import {
  type AttributionFigure,
  type AttributionReport,
  matchRateOf,
  type ReportUnit,
} from '@otklik/protocol/reports'
import { Link } from '@tanstack/react-router'

import { StateView } from '../../ui/state-view.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { DeltaMark } from './delta-mark.tsx'
import cardStyles from './figure-card.module.css'
import { deltaOf, figureText } from './figure-text.ts'
import { HowCounted } from './how-counted.tsx'
import { nameOfOrigin } from './origin.ts'
import styles from './report-table.module.css'
import { Scroll } from './scroll.tsx'
import { useOpenBehind } from './use-report.ts'

type Counts = AttributionReport['totals']
type Row = AttributionReport['rows'][number]
type Figure = keyof Counts | 'rate'

const columns = [
  'visits',
  'choices',
  'arrived',
  'matched',
  'suggested',
  'confirmed',
  'unmatched',
  'rate',
] as const satisfies Figure[]
const leading = ['choices', 'arrived', 'matched', 'rate'] as const satisfies Figure[]

/** Visits and choices are none of conversations; of the share those are opened that are matched. */
const opened: Partial<Record<Figure, AttributionFigure>> = {
  arrived: 'arrived',
  matched: 'matched',
  suggested: 'suggested',
  confirmed: 'confirmed',
  unmatched: 'unmatched',
  rate: 'matched',
}

/** «Атрибуция»: how many of those who came from the site are traced to their visit, and by what. */
export function Attribution({ report }: { report: AttributionReport }) {
  const { reports, reportPages: words } = useWords()
  const { totals, comparedTotals, rows } = report
  if (rows.length === 0) {
    return (
      <StateView icon="bars" title={words.attribution.none} help={words.attribution.noneHelp} />
    )
  }
  return (
    <>
      <ul className={cardStyles.cards}>
        {leading.map((name) => (
          <Card key={name} name={name} now={totals} before={comparedTotals} />
        ))}
      </ul>
      {totals.unmatched > 0 ? (
        <p>
          <Link to="/settings/call-tracking" className={styles.open}>
            {words.attribution.decide}
          </Link>
        </p>
      ) : null}
      <section className={styles.block} aria-label={words.attribution.rows}>
        <Scroll className={styles.scroll} label={words.attribution.rows}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{reports.of.attribution}</th>
                <th scope="col" data-text>
                  {reports.campaign}
                </th>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    <span className={styles.named}>
                      {reports.attribution[name]}
                      <HowCounted
                        name={reports.attribution[name]}
                        how={words.attribution.how[name]}
                      />
                    </span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Line key={nameOfOrigin(row)} row={row} />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{reports.total}</th>
                <td />
                {columns.map((name) => (
                  <Cell
                    key={name}
                    name={name}
                    of={reports.total}
                    now={totals}
                    before={comparedTotals}
                  />
                ))}
              </tr>
            </tfoot>
          </table>
        </Scroll>
      </section>
    </>
  )
}

const figureOf = (name: Figure, row: Counts): number | null =>
  name === 'rate' ? matchRateOf(row) : row[name]
const unitOf = (name: Figure): ReportUnit => (name === 'rate' ? 'share' : 'count')

interface ChangeProps {
  name: Figure
  now: Counts
  before: Counts | undefined
}

function Change({ name, now, before }: ChangeProps) {
  const { reportPages: words } = useWords()
  const formats = useFormats()
  const figure = (row: Counts) => ({ value: figureOf(name, row), count: 1 })
  // More suggestions are neither good nor bad; more that nobody has decided are bad.
  const metric = {
    key: `attribution.${name}`,
    unit: unitOf(name),
    isBetterLower: name === 'unmatched',
  }
  const compared = { now: figure(now), before: before && figure(before) }
  const was = before && figureText(unitOf(name), figureOf(name, before), formats)
  return <DeltaMark delta={deltaOf(metric, compared, { formats, words })} was={was} />
}

function Card({ name, now, before }: ChangeProps) {
  const { reports, reportPages: words } = useWords()
  const title = reports.attribution[name]
  return (
    <li className={cardStyles.card} data-plain>
      <div className={cardStyles.top}>
        <span className={cardStyles.name} title={title}>
          {title}
        </span>
        <HowCounted name={title} how={words.attribution.how[name]} />
      </div>
      <div className={cardStyles.middle}>
        <Value name={name} of={title} row={now} className={cardStyles.value ?? ''} />
        <Change name={name} now={now} before={before} />
      </div>
    </li>
  )
}

interface ValueProps {
  name: Figure
  /** Whose it is, for whoever hears it. */
  of: string
  row: Counts
  origin?: string | undefined
  className: string
}

/** A figure; a press on what is made of conversations opens them. */
function Value({ name, of, row, origin, className }: ValueProps) {
  const { reportPages: words } = useWords()
  const text = figureText(unitOf(name), figureOf(name, row), useFormats())
  const open = useOpenBehind()
  const figure = opened[name]
  if (!figure || row[figure] === 0) {
    return (
      <span className={className} data-still>
        {text}
      </span>
    )
  }
  return (
    <button
      type="button"
      className={className}
      aria-label={words.openBehind(of, text)}
      onClick={() => open(figure, { of: origin })}
    >
      {text}
    </button>
  )
}

interface CellProps extends ChangeProps {
  of: string
  origin?: string
}

function Cell({ name, of, origin, now, before }: CellProps) {
  const { reports } = useWords()
  const what = `${of}, ${reports.attribution[name]}`
  return (
    <td>
      <Value name={name} of={what} row={now} origin={origin} className={styles.open ?? ''} />
      <Change name={name} now={now} before={before} />
    </td>
  )
}

function Line({ row }: { row: Row }) {
  const source = [row.source, row.medium].filter(Boolean).join(' / ')
  const of = [source, row.campaign].filter(Boolean).join(', ')
  return (
    <tr>
      <th scope="row" title={source}>
        {source}
      </th>
      <td data-text title={row.campaign}>
        {row.campaign}
      </td>
      {columns.map((name) => (
        <Cell
          key={name}
          name={name}
          of={of}
          origin={nameOfOrigin(row)}
          now={row}
          before={row.compared}
        />
      ))}
    </tr>
  )
}
