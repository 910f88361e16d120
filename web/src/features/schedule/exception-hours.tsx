import { Button } from '@mantine/core'
import type { WorkingInterval } from '@otklik/protocol/settings'
import { useState } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import styles from './exception-form.module.css'
import { TimeField } from './time-field.tsx'
import { freeIn, put, without } from './week.ts'

interface ExceptionHoursProps {
  intervals: WorkingInterval[]
  errorOf: (index: number) => string | undefined
  onChange: (intervals: WorkingInterval[], areValid: boolean) => void
}

/** A day that is like no other, as a list of times. */
export function ExceptionHours({ intervals, errorOf, onChange }: ExceptionHoursProps) {
  const { schedule: words } = useWords()
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set())
  const free = freeIn([intervals], 0)
  const set = (index: number, name: 'from' | 'to', time: string | undefined) => {
    const next = new Set(wrong)
    if (time === undefined) next.add(`${index} ${name}`)
    else next.delete(`${index} ${name}`)
    setWrong(next)
    const changed = intervals.map((interval, each) =>
      each === index && time !== undefined ? { ...interval, [name]: time } : interval,
    )
    onChange(changed, next.size === 0)
  }
  const renew = (list: WorkingInterval[]) => {
    setWrong(new Set())
    onChange(list, true)
  }
  return (
    <fieldset className={styles.hours}>
      <legend className={styles.legend}>{words.hoursOfDay}</legend>
      {intervals.map((interval, index) => {
        const isWrong = (name: string) => wrong.has(`${index} ${name}`)
        const problem = isWrong('from') || isWrong('to') ? words.notATime : errorOf(index)
        const name = words.intervalNumber(index)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an interval is its place in the list
          <div key={`${intervals.length} ${index}`}>
            <div className={styles.interval}>
              <TimeField
                label={`${name}, ${words.start}`}
                value={interval.from}
                isWrong={problem !== undefined}
                describedBy={problem ? `exception-hours-${index}` : undefined}
                onChange={(time) => set(index, 'from', time)}
              />
              <span aria-hidden="true">–</span>
              <TimeField
                label={`${name}, ${words.end}`}
                value={interval.to}
                isWrong={problem !== undefined}
                describedBy={problem ? `exception-hours-${index}` : undefined}
                onChange={(time) => set(index, 'to', time)}
              />
              {intervals.length > 1 ? (
                <IconButton
                  icon="trash"
                  label={words.removeNumber(index)}
                  onClick={() => renew(without(intervals, index))}
                />
              ) : null}
            </div>
            {problem ? (
              <p id={`exception-hours-${index}`} className={styles.problem} role="alert">
                {fieldError(problem)}
              </p>
            ) : null}
          </div>
        )
      })}
      {free ? (
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<Icon name="plus" />}
            onClick={() => renew(put(intervals, free).day)}
          >
            {words.add}
          </Button>
        </div>
      ) : null}
    </fieldset>
  )
}
