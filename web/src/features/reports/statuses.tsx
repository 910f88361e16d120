import type { OperatorStatus } from '@otklik/protocol'
import type { StatusReport } from '@otklik/protocol/reports'

import { StateView } from '../../ui/state-view.tsx'
import unseen from '../../ui/unseen.module.css'
import { useFormats, useWords } from '../../words/index.ts'
import tableStyles from './report-table.module.css'
import { Scroll } from './scroll.tsx'
import styles from './statuses.module.css'

const DAY_S = 86_400
const shown = ['online', 'break', 'do-not-disturb'] as const satisfies OperatorStatus[]

type Reasons = StatusReport['totals']['reasons']
type Line = StatusReport['rows'][number]

/** «Время по статусам»: how long everybody was on the line, and why they were away. */
export function Statuses({ report }: { report: StatusReport }) {
  const { presence, reports, reportPages: words } = useWords()
  const formats = useFormats()
  // Whoever was not there at all has nothing to be looked at.
  const present = report.rows.filter(({ seconds, compared }) =>
    shown.some((status) => seconds[status] || compared?.seconds[status]),
  )
  if (present.length === 0) {
    return <StateView icon="clock" title={words.empty} help={words.emptyHelp} />
  }
  // A shift is told in hours, however many there were.
  const hoursOf = (seconds: number) =>
    seconds < DAY_S
      ? formats.duration(seconds * 1000)
      : `${formats.number(Math.round(seconds / 3600))}\u00a0${reports.hours}`
  const text = (seconds: number | undefined) => (seconds ? hoursOf(seconds) : '—')
  const lines: Line[] = [
    ...present,
    { id: 'total', name: reports.total, ...report.totals, compared: report.comparedTotals },
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
            {lines.map(({ id, name, seconds, reasons, compared }) => (
              <tr key={id}>
                <th scope="row" title={name}>
                  {name}
                  <Share seconds={seconds} />
                </th>
                {shown.map((status) => (
                  <td key={status}>
                    {text(seconds[status])}
                    {compared ? (
                      <span className={styles.was}>
                        {words.wasBefore(text(compared.seconds[status]))}
                      </span>
                    ) : null}
                  </td>
                ))}
                <td className={styles.why}>
                  <span className={styles.reasons}>
                    {bothReasons(reasons, compared?.reasons).map(
                      ({ key, status, reason, now, before }) => (
                        <span key={key} className={styles.reason} data-status={status}>
                          <span className={unseen.text}>{presence.statuses[status]}, </span>
                          {reason || reports.noReason}:{' '}
                          <span className={styles.length}>{text(now)}</span>
                          {compared ? (
                            <span className={styles.was}>{words.wasBefore(text(before))}</span>
                          ) : null}
                        </span>
                      ),
                    )}
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

/** Reasons of both periods, each once. */
function bothReasons(now: Reasons, before: Reasons = []) {
  const keyOf = ({ status, reason }: Reasons[number]) => `${status} ${reason}`
  const lengths = (of: Reasons) => new Map(of.map((each) => [keyOf(each), each.seconds]))
  const [lasted, had] = [lengths(now), lengths(before)]
  const all = new Map([...now, ...before].map((each) => [keyOf(each), each]))
  return [...all].map(([key, { status, reason }]) => ({
    ...{ key, status, reason },
    ...{ now: lasted.get(key), before: had.get(key) },
  }))
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
