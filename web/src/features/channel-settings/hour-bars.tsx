import type { ChannelHour } from '@otklik/protocol'

import { useFormats, useWords } from '../../words/index.ts'
import styles from './hour-bars.module.css'

const height = 28
const width = 10
const gap = 3
/** An hour without anything is still an hour. */
const least = 2

/** The last 24 hours, the undelivered part in danger; the line under it says the same in words. */
export function HourBars({ hours }: { hours: readonly ChannelHour[] }) {
  const most = Math.max(1, ...hours.map(amountOf))
  const scale = (amount: number) => (amount / most) * height
  return (
    <svg
      className={styles.bars}
      viewBox={`0 0 ${hours.length * (width + gap) - gap} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {hours.map((hour, index) => {
        const all = Math.max(least, scale(amountOf(hour)))
        const failed = hour.failed > 0 ? Math.max(least, scale(hour.failed)) : 0
        const x = index * (width + gap)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its place in the row
          <g key={index}>
            <rect className={styles.bar} x={x} y={height - all} width={width} height={all} />
            {failed > 0 ? (
              <rect
                className={styles.failed}
                x={x}
                y={height - failed}
                width={width}
                height={failed}
              />
            ) : null}
          </g>
        )
      })}
    </svg>
  )
}

interface DayCountsProps {
  hours: readonly ChannelHour[]
  backlog: number
}

/** «За сутки: 96 принято, 88 отправлено, 3 ждут отправки» */
export function DayCounts({ hours, backlog }: DayCountsProps) {
  const { channelSettings: words } = useWords()
  const { number } = useFormats()
  const total = (name: keyof ChannelHour) => hours.reduce((sum, hour) => sum + hour[name], 0)
  const failed = total('failed')
  return (
    <>
      {words.lastDay(number(total('received')), number(total('sent')))}
      {backlog > 0 ? `, ${words.waiting(number(backlog))}` : null}
      {failed > 0 ? (
        <span className={styles.failedCount}>, {words.failedToday(number(failed))}</span>
      ) : null}
    </>
  )
}

function amountOf({ received, sent, failed }: ChannelHour): number {
  return received + sent + failed
}
