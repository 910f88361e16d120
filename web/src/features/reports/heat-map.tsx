import type { HeatReport } from '@otklik/protocol/reports'
import { useMemo } from 'react'

import { StateView } from '../../ui/state-view.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import styles from './heat-map.module.css'
import { Scroll } from './scroll.tsx'
import { useOpenBehind } from './use-report.ts'

const hours = Array.from({ length: 24 }, (_, hour) => hour)
const SHADES = 5

export const hourOfDay = (day: string, hour: number): string =>
  `${day}, ${String(hour).padStart(2, '0')}:00`

/** When customers come. It is a table: each cell has its number, and its shade repeats it. */
export function HeatMap({ report }: { report: HeatReport }) {
  const { reports, reportPages: words } = useWords()
  const formats = useFormats()
  const open = useOpenBehind()
  const cells = useMemo(
    () => new Map(report.cells.map((cell) => [`${cell.weekday} ${cell.hour}`, cell])),
    [report],
  )
  if (report.cells.length === 0) {
    return <StateView icon="bars" title={words.empty} help={words.emptyHelp} />
  }
  const most = Math.max(...report.cells.map(({ count }) => count))
  const name = reports.metrics[report.metric].name
  return (
    <section className={styles.block}>
      <h2 className={styles.title}>{words.heatOf(name)}</h2>
      <p className={styles.help}>{words.heatHelp(report.timeZone)}</p>
      <Scroll className={styles.scroll} label={words.heatOf(name)}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{reports.of.heat}</th>
              {hours.map((hour) => (
                <th key={hour} scope="col">
                  {String(hour).padStart(2, '0')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {reports.weekdays.map((day, index) => (
              <tr key={day}>
                <th scope="row">{day}</th>
                {hours.map((hour) => {
                  const cell = cells.get(`${index + 1} ${hour}`)
                  if (!cell) return <td key={hour} data-shade={0} />
                  const count = formats.number(cell.count)
                  const average = formats.number(Math.round(cell.average * 10) / 10)
                  return (
                    <td
                      key={hour}
                      data-shade={Math.ceil((cell.count / most) * SHADES)}
                      title={words.heatCell(average)}
                    >
                      <button
                        type="button"
                        className={styles.open}
                        aria-label={words.openBehind(hourOfDay(day, hour), count)}
                        onClick={() => open(report.metric, { of: `${index + 1}-${hour}` })}
                      >
                        {count}
                      </button>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}
