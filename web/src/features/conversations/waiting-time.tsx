import { Icon } from '../../ui/icons.tsx'
import { useFormats } from '../../words/index.ts'
import { useFeedState, useServerTime } from '../feed/index.ts'
import { normOf, urgencyOf } from './waiting.ts'
import styles from './waiting-time.module.css'

/** How long the customer has waited. Steps by the minute, never blinks. */
export function WaitingTime({ since, teamId }: { since: string; teamId: string | undefined }) {
  const formats = useFormats()
  const start = Date.parse(since)
  const shown = useServerTime((now) => formats.duration(now - start))
  const norm = useFeedState(({ teams }) => normOf(teams, teamId))
  const urgency = useServerTime((now) => urgencyOf(now - start, norm))
  return (
    <span className={styles.waiting} data-urgency={urgency}>
      {urgency === 'plain' ? null : <Icon name="clock" size={14} />}
      {shown}
    </span>
  )
}
