import type { WorkingInterval } from '@otklik/protocol/settings'
import { useState } from 'react'
import unseen from '../../ui/unseen.module.css'
import { useWords } from '../../words/index.ts'
import { useServerTime } from '../feed/index.ts'
import { addButtonId, DayRow } from './day-row.tsx'
import { type BarPlace, focusBar } from './interval-bar.tsx'
import { showInterval } from './minutes.ts'
import { wallOf } from './wall-clock.ts'
import { freeIn, type Placed, put, replace, tailInto, type Week, without } from './week.ts'
import styles from './week-grid.module.css'

interface WeekGridProps {
  week: Week
  timeZone: string
  /** By the paths of the API. */
  errors: Readonly<Record<string, string>>
  onChange: (day: number, intervals: WorkingInterval[]) => void
}

const marks = ['0:00', '3:00', '6:00', '9:00', '12:00', '15:00', '18:00', '21:00', '24:00']

/** The week by mouse and by keyboard; below 720 px a list with the same intervals as words. */
export function WeekGrid({ week, timeZone, errors, onChange }: WeekGridProps) {
  const { schedule: words } = useWords()
  const [preview, setPreview] = useState<{ day: number; intervals: WorkingInterval[] }>()
  const [opened, setOpened] = useState<BarPlace & { before: WorkingInterval[] }>()
  const [said, setSaid] = useState('')
  const minute = useServerTime((at) => Math.floor(at / 60_000))
  const now = wallOf(minute * 60_000, timeZone)
  const shown: Week = preview ? week.map(shownOn(preview)) : week
  const of = (day: number) => week[day] ?? []

  const say = (day: number, interval: WorkingInterval | undefined) =>
    setSaid(interval ? words.intervalName(words.days[day] ?? '', showInterval(interval)) : '')
  const place = (day: number, { day: intervals, index }: Placed) => {
    onChange(day, intervals)
    say(day, intervals[index])
    focusBar({ day, index })
  }
  const done = () => {
    if (!opened) return
    const { day, index } = opened
    const interval = of(day)[index]
    setOpened(undefined)
    if (interval) place(day, replace(of(day), index, interval))
  }
  const remove = (day: number, index: number) => {
    const interval = of(day)[index]
    const left = without(of(day), index)
    setOpened(undefined)
    onChange(day, left)
    if (interval) {
      setSaid(words.removed(words.intervalName(words.days[day] ?? '', showInterval(interval))))
    }
    if (left.length > 0) focusBar({ day, index: Math.min(index, left.length - 1) })
    else requestAnimationFrame(() => document.getElementById(addButtonId(day))?.focus())
  }
  const open = (target: BarPlace, before: WorkingInterval[]) => setOpened({ ...target, before })

  return (
    <section className={styles.grid} aria-label={words.week}>
      <div className={styles.marks} aria-hidden="true">
        {marks.map((mark) => (
          <span key={mark}>{mark}</span>
        ))}
      </div>
      <ul>
        {week.map((intervals, day) => {
          const free = freeIn(week, day)
          return (
            <DayRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a day of the week is its number
              key={day}
              day={day}
              intervals={intervals}
              shown={shown[day] ?? []}
              tail={tailInto(shown, day)}
              now={now.weekday === day ? now.minutes : undefined}
              errors={errors}
              opened={opened}
              onOpen={(target) => open(target, [...intervals])}
              onDone={done}
              onRevert={() => {
                if (!opened) return
                onChange(day, opened.before)
                setOpened(undefined)
                focusBar(opened)
              }}
              onPreview={(changed) => setPreview(changed && { day, intervals: changed })}
              onPlace={(placed) => place(day, placed)}
              onType={(index, interval) => onChange(day, intervals.with(index, interval))}
              onMove={(index, interval) => place(day, replace(intervals, index, interval))}
              onRemove={(index) => remove(day, index)}
              onAdd={
                free &&
                (() => {
                  const placed = put(intervals, free)
                  place(day, placed)
                  open({ day, index: placed.index }, [...intervals])
                })
              }
              onSwitch={(changed) => onChange(day, [...changed])}
            />
          )
        })}
      </ul>
      <p className={unseen.text} role="status">
        {said}
      </p>
    </section>
  )
}

const shownOn =
  (preview: { day: number; intervals: WorkingInterval[] }) =>
  (intervals: WorkingInterval[], day: number) =>
    preview.day === day ? preview.intervals : intervals
