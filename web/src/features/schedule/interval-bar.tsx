import { Popover } from '@mantine/core'
import type { WorkingInterval } from '@otklik/protocol/settings'
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react'

import { useWords } from '../../words/index.ts'
import { fieldId } from '../editing/index.ts'
import { DAY, FINE_STEP, move, moveEnd, STEP, showInterval, toInterval, toSpan } from './minutes.ts'
import styles from './week-grid.module.css'

export interface BarPlace {
  day: number
  index: number
}

/** The API's path of an interval, and what a refusal finds it by. */
export function pathOf({ day, index }: BarPlace): string {
  return `week.${day}.${index}`
}

export function focusBar(place: BarPlace): void {
  requestAnimationFrame(() => document.getElementById(fieldId(pathOf(place)))?.focus())
}

interface IntervalBarProps extends BarPlace {
  interval: WorkingInterval
  problemId: string | undefined
  isOpen: boolean
  onOpen: () => void
  onClose: () => void
  onChange: (interval: WorkingInterval) => void
  onRemove: () => void
  /** What is in the popover. */
  children: ReactNode
}

/** One interval on its day's line: by mouse it is dragged, by keyboard arrows do the same. */
export function IntervalBar(props: IntervalBarProps) {
  const { day, index, interval, problemId, isOpen, onOpen, onClose, onRemove, children } = props
  const { schedule: words } = useWords()
  const { start, end } = toSpan(interval)
  const title = words.intervalName(words.days[day] ?? '', showInterval(interval))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault()
      onRemove()
      return
    }
    const changed = byKey(event, interval)
    if (!changed) return
    event.preventDefault()
    props.onChange(changed)
  }
  return (
    <Popover
      opened={isOpen}
      onChange={(isOpened) => {
        if (!isOpened) onClose()
      }}
      position="bottom"
      width={332}
      trapFocus
      closeOnEscape={false}
      // Its roles come with an id of its own, and a refusal finds the bar by ours.
      withRoles={false}
    >
      <Popover.Target>
        <button
          id={fieldId(pathOf({ day, index }))}
          type="button"
          className={styles.bar}
          style={barStyle(start, end)}
          data-index={index}
          data-night={end > DAY || undefined}
          data-wrong={problemId ? true : undefined}
          data-open={isOpen || undefined}
          aria-label={title}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          aria-describedby={problemId}
          title={title}
          onClick={onOpen}
          onKeyDown={onKeyDown}
        >
          {showInterval(interval)}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.popover} role="dialog" aria-label={title}>
        {isOpen ? children : null}
      </Popover.Dropdown>
    </Popover>
  )
}

function barStyle(start: number, end: number): CSSProperties {
  const shown = Math.min(end, DAY)
  return { '--from': start / DAY, '--length': Math.max(shown - start, 0) / DAY } as CSSProperties
}

function byKey(event: KeyboardEvent, interval: WorkingInterval): WorkingInterval | undefined {
  const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
  if (!direction || event.altKey) return undefined
  const step = event.ctrlKey || event.metaKey ? FINE_STEP : STEP
  const span = toSpan(interval)
  const by = direction * step
  return toInterval(event.shiftKey ? moveEnd(span, span.end + by, step) : move(span, by))
}
