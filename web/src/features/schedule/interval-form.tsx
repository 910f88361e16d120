import { Button } from '@mantine/core'
import type { WorkingInterval } from '@otklik/protocol/settings'
import { useId, useState } from 'react'

import { Chip } from '../../ui/chip.tsx'
import { fieldError } from '../../ui/field-error.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useWords } from '../../words/index.ts'
import styles from './interval-form.module.css'
import { DAY, toSpan } from './minutes.ts'
import { TimeField } from './time-field.tsx'

interface IntervalFormProps {
  title: string
  interval: WorkingInterval
  /** Monday is 0. */
  day: number
  problem: string | undefined
  onChange: (interval: WorkingInterval) => void
  onRemove: () => void
  onDone: () => void
  onRevert: () => void
}

/** Exact times beside the bar they change; the bar follows what is typed. */
export function IntervalForm(props: IntervalFormProps) {
  const { title, interval, day, problem, onChange, onRemove, onDone, onRevert } = props
  const { schedule: words } = useWords()
  const [wrong, setWrong] = useState<readonly string[]>([])
  const problemId = useId()
  const isNight = toSpan(interval).end > DAY
  const next = (day + 1) % 7
  const mark = (name: string, isWrong: boolean) =>
    setWrong((known) => [...known.filter((each) => each !== name), ...(isWrong ? [name] : [])])
  const shown = wrong.length > 0 ? words.notATime : problem
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (wrong.length === 0) onDone()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onRevert()
      }}
    >
      <div className={styles.head}>
        <h3 className={styles.title}>{title}</h3>
        <IconButton icon="trash" label={words.remove} onClick={onRemove} />
      </div>
      <div className={styles.times}>
        <TimeField
          label={words.start}
          value={interval.from}
          isWrong={wrong.includes('from') || problem !== undefined}
          describedBy={shown ? problemId : undefined}
          hasFocus
          onChange={(from) => {
            mark('from', from === undefined || from === '24:00')
            if (from !== undefined && from !== '24:00') onChange({ ...interval, from })
          }}
        />
        <span aria-hidden="true">–</span>
        <TimeField
          label={words.end}
          value={interval.to}
          isWrong={wrong.includes('to') || problem !== undefined}
          describedBy={shown ? problemId : undefined}
          onChange={(to) => {
            mark('to', to === undefined)
            if (to !== undefined) onChange({ ...interval, to })
          }}
        />
        {isNight ? <Chip>{words.daysOf[next]}</Chip> : null}
      </div>
      <div className={styles.help} id={problemId} aria-live="polite">
        {shown ? fieldError(shown) : isNight ? words.nextDay(words.onDays[next] ?? '') : null}
      </div>
      <div className={styles.buttons}>
        <Button type="submit">{words.done}</Button>
        <Button variant="subtle" color="gray" onClick={onRevert}>
          {words.revert}
        </Button>
      </div>
    </form>
  )
}
