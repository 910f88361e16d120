import { Icon } from '../../ui/icons.tsx'
import { useFormats } from '../../words/index.ts'
import { useServerTime } from '../feed/index.ts'
import styles from './window-left.module.css'

/** Before that there is time enough to think of something else. */
const SHOWN_MS = 4 * 3_600_000
const SHORT_MS = 3_600_000

/** Until when the platform takes free text, where that is soon; 0 otherwise. */
export function useWindowLeft(until: string | undefined): number {
  return useServerTime((now) => {
    const left = until ? Date.parse(until) - now : 0
    return left > 0 && left < SHOWN_MS ? Math.ceil(left / 60_000) * 60_000 : 0
  })
}

export function WindowLeft({ left }: { left: number }) {
  const formats = useFormats()
  return (
    <span className={styles.left} data-short={left < SHORT_MS || undefined}>
      <Icon name="clock" size={14} />
      {formats.duration(left)}
    </span>
  )
}
