import type { ScheduleMoment } from '@otklik/protocol/settings'

import { Chip } from '../../ui/chip.tsx'
import { useLanguage, useWords } from '../../words/index.ts'
import { useServerTime } from '../feed/index.ts'
import { openingWords, untilWords } from './moment-words.ts'
import styles from './schedule-page.module.css'

interface OpenStateProps {
  /** Absent while the hours make no sense. */
  now: ScheduleMoment | undefined
  hasProblems: boolean
  timeZone: string
}

/** Whether it is working time by the hours on the screen, saved or not. */
export function OpenState({ now, hasProblems, timeZone }: OpenStateProps) {
  const { schedule: words } = useWords()
  const locale = useLanguage()
  const minute = useServerTime((at) => Math.floor(at / 60_000))
  if (hasProblems) return <span className={styles.second}>{words.unclear}</span>
  if (!now) return null
  const told = { now: minute * 60_000, timeZone, words, locale }
  const { isOpen, nextChangeAt, nextOpeningAt } = now
  const opening = nextOpeningAt && openingWords(Date.parse(nextOpeningAt), told)
  const closing = isOpen && nextChangeAt && untilWords(Date.parse(nextChangeAt), told)
  const never = isOpen && !nextChangeAt ? words.always : words.never
  return (
    <>
      <Chip tone={isOpen ? 'ok' : 'plain'} isLive={isOpen}>
        {isOpen ? words.open : words.closed}
      </Chip>
      <span className={styles.second}>
        {[closing, opening].filter(Boolean).join(', ') || never}
      </span>
    </>
  )
}
