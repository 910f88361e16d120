import type { OperatorStatus } from '@otklik/protocol'
import type { StatusReport } from '@otklik/protocol/reports'

import { StateView } from '../../ui/state-view.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import tableStyles from './report-table.module.css'
import { Scroll } from './scroll.tsx'
import styles from './statuses.module.css'

const DAY_S = 86_400
const shown = ['online', 'break', 'do-not-disturb'] as const satisfies OperatorStatus[]

/** «Время по статусам»: how long everybody was on the line, and why they were away. */
export function Statuses({ report }: { report: StatusReport }) {
  const { presence, reports, reportPages: words } = useWords()
  const formats = useFormats()
  // Whoever was not there at all has nothing to be looked at.
  const present = report.rows.filter(({ seconds }) => shown.some((status) => seconds[status]))
  if (present.length === 0) {
    return <StateView icon="clock" title={words.empty} help={words.emptyHelp} />
  }
  // A shift is told in hours, however many there were.
  const hoursOf = (seconds: number) =>
    seconds < DAY_S
      ? formats.duration(seconds * 1000)
      : `${formats.number(Math.round(seconds / 3600))}\u00a0${reports.hours}`
  const text = (seconds: number | undefined) => (seconds ? hoursOf(seconds) : '—')
  const lines = [
    ...present.map(({ id, name, ...times }) => ({ id, name, ...times })),
    { id: 'total', name: reports.total, ...report.totals },
  ]
  return (
    <section className={tableStyles.block} aria-label={words.sections.statuses}>
      <Scroll className={tableStyles.scroll} label={words.details}>
        <table className={tableStyles.table}>
          <thead>
            <tr>
              <th scope="col">{reports.of.statuses}</th>
              {shown.map((status) => (
                <th key={status} scope="col">
                  <span className={styles.key} data-status={status}>
                    {presence.statuses[status]}
                  </span>
                </th>
              ))}
              <th scope="col">{words.reasons}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ id, name, seconds, reasons }) => (
              <tr key={id}>
                <th scope="row">
                  {name}
                  <Share seconds={seconds} />
                </th>
                {shown.map((status) => (
                  <td key={status}>{text(seconds[status])}</td>
                ))}
                <td>
                  <span className={styles.reasons}>
                    {reasons.map(({ status, reason, seconds: length }) => (
                      <span key={`${status} ${reason}`} className={styles.reason}>
                        {reason || reports.noReason}: {text(length)}
                      </span>
                    ))}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}

/** The same as in the columns, at a glance. */
function Share({ seconds }: { seconds: StatusReport['totals']['seconds'] }) {
  const all = shown.reduce((sum, status) => sum + (seconds[status] ?? 0), 0)
  return (
    <span className={styles.bar} aria-hidden="true">
      {shown.map((status) => (
        <span
          key={status}
          data-status={status}
          style={{ width: `${((seconds[status] ?? 0) / (all || 1)) * 100}%` }}
        />
      ))}
    </span>
  )
}
