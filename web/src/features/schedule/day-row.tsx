import type { WorkingInterval } from '@otklik/protocol/settings'
import { type CSSProperties, useId, useRef } from 'react'

import { fieldError } from '../../ui/field-error.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useWords } from '../../words/index.ts'
import { type BarPlace, IntervalBar, pathOf } from './interval-bar.tsx'
import { IntervalForm } from './interval-form.tsx'
import { DAY, showInterval, showTime, toInterval } from './minutes.ts'
import { useDrag } from './use-drag.ts'
import { minutesOf, office, type Placed } from './week.ts'
import styles from './week-grid.module.css'

interface DayRowProps {
  day: number
  /** As stored in the form, and as it looks while it is dragged. */
  intervals: readonly WorkingInterval[]
  shown: readonly WorkingInterval[]
  /** How far the night before runs into this day, in minutes. */
  tail: number
  /** Minutes since midnight, on the day that is today. */
  now: number | undefined
  errors: Readonly<Record<string, string>>
  opened: BarPlace | undefined
  onOpen: (place: BarPlace) => void
  onDone: () => void
  onRevert: () => void
  onPreview: (intervals: WorkingInterval[] | undefined) => void
  onPlace: (placed: Placed) => void
  /** While exact times are typed: nothing moves under the popover. */
  onType: (index: number, interval: WorkingInterval) => void
  onMove: (index: number, interval: WorkingInterval) => void
  onRemove: (index: number) => void
  /** Undefined where nothing fits any more. */
  onAdd: (() => void) | undefined
  onSwitch: (intervals: readonly WorkingInterval[]) => void
}

/** A day: its switch, its line of 24 hours, its sum. */
export function DayRow(props: DayRowProps) {
  const { day, intervals, shown, tail, now, errors, opened, onAdd } = props
  const { schedule: words } = useWords()
  const id = useId()
  const name = words.days[day] ?? ''
  const isWorking = intervals.length > 0
  // Switched off and on again, a day has the hours it had.
  const before = useRef<readonly WorkingInterval[]>([office])
  if (isWorking) before.current = intervals
  const drag = useDrag({ day: intervals, onPreview: props.onPreview, onDrop: props.onPlace })
  const total = minutesOf(shown)
  const problems = problemsOf(errors, day, shown)
  return (
    <li className={styles.row} aria-label={name}>
      <span className={styles.day}>
        <input
          id={id}
          type="checkbox"
          role="switch"
          className={styles.switch}
          checked={isWorking}
          aria-checked={isWorking}
          aria-label={words.isWorking(name)}
          onChange={() => props.onSwitch(isWorking ? [] : before.current)}
        />
        <label htmlFor={id} className={styles.name}>
          {name}
        </label>
      </span>
      <div className={styles.track} data-off={!isWorking || undefined} {...drag.handlers}>
        {tail > 0 ? <Tail minutes={tail} /> : null}
        {now === undefined ? null : (
          <span className={styles.now} style={{ '--from': now / DAY } as CSSProperties} />
        )}
        {shown.map((interval, index) => {
          const isOpen = opened?.day === day && opened.index === index
          const path = pathOf({ day, index })
          const problem = problems.find((each) => each.index === index)
          return (
            <IntervalBar
              // biome-ignore lint/suspicious/noArrayIndexKey: an interval is its place in the day
              key={index}
              {...{ day, index, interval, isOpen }}
              problemId={problem ? `${id}-${path}` : undefined}
              onOpen={() => {
                if (!drag.wasDragged()) props.onOpen({ day, index })
              }}
              onClose={props.onDone}
              onChange={(changed) => props.onMove(index, changed)}
              onRemove={() => props.onRemove(index)}
            >
              <IntervalForm
                title={words.intervalTitle(name, index, intervals.length)}
                {...{ day, interval }}
                problem={problem?.text}
                onChange={(changed) => props.onType(index, changed)}
                onRemove={() => props.onRemove(index)}
                onDone={props.onDone}
                onRevert={props.onRevert}
              />
            </IntervalBar>
          )
        })}
      </div>
      <span className={styles.sum}>
        {isWorking ? words.hours(Math.floor(total / 60), total % 60) : words.dayOff}
      </span>
      <IconButton
        id={addButtonId(day)}
        icon="plus"
        label={onAdd ? words.addTo(name) : words.full}
        aria-disabled={!onAdd || undefined}
        className={styles.add}
        onClick={() => onAdd?.()}
      />
      {problems.length > 0 ? (
        <div className={styles.problems} role="alert">
          {problems.map(({ path, text, interval }) => (
            <p key={path} id={`${id}-${path}`}>
              {fieldError(interval ? `${showInterval(interval)}: ${text}` : text)}
            </p>
          ))}
        </div>
      ) : null}
    </li>
  )
}

export function addButtonId(day: number): string {
  return `add-to-day-${day}`
}

/** What is left of the night that began the day before: it is changed there. */
function Tail({ minutes }: { minutes: number }) {
  const { schedule: words } = useWords()
  const time = showTime(toInterval({ start: 0, end: minutes }).to)
  return (
    <span
      className={styles.tail}
      style={{ '--length': minutes / DAY } as CSSProperties}
      title={words.tailHelp(time)}
    >
      {time}
    </span>
  )
}

interface Problem {
  path: string
  index: number
  text: string
  interval: WorkingInterval | undefined
}

function problemsOf(
  errors: DayRowProps['errors'],
  day: number,
  intervals: readonly WorkingInterval[],
): Problem[] {
  const own = `week.${day}`
  return Object.entries(errors)
    .filter(([path]) => path === own || path.startsWith(`${own}.`))
    .map(([path, text]) => {
      const index = path === own ? -1 : Number(path.split('.')[2])
      return { path, index, text, interval: intervals[index] }
    })
}
