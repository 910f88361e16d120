import { type AttributionReport, matchRateOf, type ReportUnit } from '@otklik/protocol/reports'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'

import { StateView } from '../../ui/state-view.tsx'
import { useFormats, useWords, withWords } from '../../words/index.ts'
import { DeltaMark } from './delta-mark.tsx'
import cardStyles from './figure-card.module.css'
import { deltaOf, figureText } from './figure-text.ts'
import { HowCounted } from './how-counted.tsx'
import styles from './report-table.module.css'
import { Scroll } from './scroll.tsx'

const BehindDrawer = lazy(
  withWords(['settings'], async () => {
    const { BehindDrawer } = await import('../tracking/index.ts')
    return { default: BehindDrawer }
  }),
)

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

/** «Атрибуция»: how many of those who came from the site are traced to their visit, and by what. */
export function Attribution({ report }: { report: AttributionReport }) {
  const { reports, reportPages: words } = useWords()
  const [behind, setBehind] = useState<Row>()
  const { totals, comparedTotals, rows, period } = report
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
          <Link to="/settings/call-tracking">{words.attribution.decide}</Link>
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
                <Line key={nameOf(row)} row={row} onOpen={() => setBehind(row)} />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{reports.total}</th>
                <td />
                {columns.map((name) => (
                  <td key={name}>
                    <Value name={name} row={totals} />
                    <Change name={name} now={totals} before={comparedTotals} />
                  </td>
                ))}
              </tr>
            </tfoot>
          </table>
        </Scroll>
      </section>
      {behind ? (
        <Suspense>
          <BehindDrawer
            of={{ ...period, ...originOf(behind) }}
            onClose={() => setBehind(undefined)}
          />
        </Suspense>
      ) : null}
    </>
  )
}

const originOf = ({ source, medium, campaign }: Row) => ({ source, medium, campaign })
const nameOf = (row: Row) => JSON.stringify(originOf(row))

const figureOf = (name: Figure, row: Counts): number | null =>
  name === 'rate' ? matchRateOf(row) : row[name]
const unitOf = (name: Figure): ReportUnit => (name === 'rate' ? 'share' : 'count')

function Value({ name, row }: { name: Figure; row: Counts }) {
  return figureText(unitOf(name), figureOf(name, row), useFormats())
}

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
  return <DeltaMark delta={deltaOf(metric, compared, { formats, words })} />
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
        <span className={cardStyles.value} data-still>
          <Value name={name} row={now} />
        </span>
        <Change name={name} now={now} before={before} />
      </div>
    </li>
  )
}

/** A press on what is matched opens its conversations. */
function Line({ row, onOpen }: { row: Row; onOpen: () => void }) {
  const { reports, reportPages: words } = useWords()
  const formats = useFormats()
  const source = [row.source, row.medium].filter(Boolean).join(' / ')
  const what = `${[source, row.campaign].filter(Boolean).join(', ')}, ${reports.attribution.matched}`
  return (
    <tr>
      <th scope="row" title={source}>
        {source}
      </th>
      <td data-text title={row.campaign}>
        {row.campaign}
      </td>
      {columns.map((name) => (
        <td key={name}>
          {name === 'matched' && row.matched > 0 ? (
            <button
              type="button"
              className={styles.open}
              aria-label={words.openBehind(what, formats.number(row.matched))}
              onClick={onOpen}
            >
              <Value name={name} row={row} />
            </button>
          ) : (
            <Value name={name} row={row} />
          )}
        </td>
      ))}
    </tr>
  )
}
