import type { Conversation } from '@otklik/protocol'

import { useFormats, useWords } from '../../words/index.ts'
import { useServerTime } from '../feed/index.ts'
import { shareLeft } from './outcome.ts'
import styles from './time-left.module.css'

const soonMs = 10_000
const round = 2 * Math.PI * 5

/** Seconds and a ring beside them. Not a live region: a countdown is no news. */
export function TimeLeft({ offer }: { offer: NonNullable<Conversation['offer']> }) {
  const { offer: words } = useWords()
  const formats = useFormats()
  const until = Date.parse(offer.until)
  const shown = useServerTime((now) =>
    now < until ? formats.duration(until - now + 999) : words.timeIsUp,
  )
  const isSoon = useServerTime((now) => until - now < soonMs)
  const share = useServerTime((now) => shareLeft(offer, now))
  return (
    <span className={styles.left} data-soon={isSoon || undefined} aria-hidden="true">
      <svg width="14" height="14" viewBox="0 0 14 14" className={styles.ring} aria-hidden="true">
        <circle cx="7" cy="7" r="5" className={styles.track} />
        <circle
          cx="7"
          cy="7"
          r="5"
          className={styles.rest}
          strokeDasharray={`${round * share} ${round}`}
        />
      </svg>
      {shown}
    </span>
  )
}
