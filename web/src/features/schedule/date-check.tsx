import { TextInput } from '@mantine/core'
import type { ScheduleMoment, ScheduleRules } from '@otklik/protocol/settings'
import { useState } from 'react'

import { Icon } from '../../ui/icons.tsx'
import { useLanguage, useWords } from '../../words/index.ts'
import { serverClock } from '../feed/index.ts'
import styles from './date-check.module.css'
import { openingWords, timeOf, untilWords } from './moment-words.ts'
import { TimeField } from './time-field.tsx'
import { useHoursCheck } from './use-hours-check.ts'
import { wallOf } from './wall-clock.ts'

/** «Проверить дату»: what the hours on the screen say of any moment. */
export function DateCheck({ rules }: { rules: ScheduleRules }) {
  const { schedule: words } = useWords()
  const [date, setDate] = useState(() => wallOf(serverClock.now(), rules.timeZone).date)
  const [time, setTime] = useState<string | undefined>(() => {
    const now = timeOf(wallOf(serverClock.now(), rules.timeZone))
    return now.padStart(5, '0')
  })
  const isWhole = /^\d{4}-\d\d-\d\d$/.test(date) && time !== undefined && time !== '24:00'
  const checked = useHoursCheck({ ...rules, ...(isWhole && { at: { date, time } }) })
  const asked = isWhole ? checked?.check?.asked : undefined
  return (
    <section className={styles.check} aria-labelledby="date-check">
      <h2 id="date-check" className={styles.title}>
        {words.check}
      </h2>
      <div className={styles.fields}>
        <TextInput
          type="date"
          className={styles.date ?? ''}
          aria-label={words.checkDate}
          value={date}
          onChange={({ currentTarget: { value } }) => setDate(value)}
        />
        <TimeField
          label={words.checkTime}
          value={time ?? ''}
          isWrong={time === undefined}
          describedBy={undefined}
          onChange={setTime}
        />
      </div>
      <div role="status">{asked ? <Answer asked={asked} rules={rules} /> : null}</div>
    </section>
  )
}

function Answer({ asked, rules }: { asked: ScheduleMoment; rules: ScheduleRules }) {
  const { schedule: words } = useWords()
  const locale = useLanguage()
  const { isOpen, nextChangeAt, nextOpeningAt } = asked
  const told = { now: Date.parse(asked.at), timeZone: rules.timeZone, words, locale }
  const until = nextChangeAt && untilWords(Date.parse(nextChangeAt), told)
  const opening = nextOpeningAt && openingWords(Date.parse(nextOpeningAt), told)
  const exception = asked.exception === undefined ? undefined : rules.exceptions[asked.exception]
  const because = exception
    ? exception.name
      ? words.byException(exception.name)
      : words.byUnnamed
    : undefined
  const help = [because, isOpen ? undefined : opening].filter(Boolean).join(', ')
  return (
    <div className={styles.answer} data-open={isOpen || undefined}>
      <Icon name={isOpen ? 'checkCircle' : 'clock'} className={styles.icon} />
      <p>
        {isOpen ? (until ? words.workingUntil(until) : words.working) : words.notWorking}
        {help ? <span className={styles.help}>{help}</span> : null}
      </p>
    </div>
  )
}
