import type { WorkingInterval } from '@otklik/protocol/settings'
import { type PointerEvent, useRef } from 'react'

import {
  between,
  FINE_STEP,
  minuteAt,
  move,
  moveEnd,
  moveStart,
  type Span,
  STEP,
  snap,
  toInterval,
  toSpan,
} from './minutes.ts'
import { type Placed, put, replace } from './week.ts'

/** This close to an edge, in pixels, the edge is taken and not the whole. */
const EDGE_PX = 7

interface Drag {
  grip: 'new' | 'move' | 'start' | 'end'
  index: number
  /** Where it was taken, in minutes. */
  from: number
  origin: Span
  hasMoved: boolean
}

interface DragOptions {
  day: readonly WorkingInterval[]
  /** Shown while it is dragged; undefined when it is given up. */
  onPreview: (day: WorkingInterval[] | undefined) => void
  onDrop: (placed: Placed) => void
}

/**
 * By mouse and pen on a day's line. Fingers scroll the page, and open an interval by a tap: what
 * they need stands in the popover.
 */
export function useDrag({ day, onPreview, onDrop }: DragOptions) {
  const drag = useRef<Drag>(undefined)
  const wasDragged = useRef(false)

  const minuteOf = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    return minuteAt(event.clientX - left, width)
  }
  const giveUp = () => {
    drag.current = undefined
    onPreview(undefined)
  }
  const placedAt = (event: PointerEvent<HTMLElement>): Placed | undefined => {
    if (!drag.current) return undefined
    const step = event.ctrlKey || event.metaKey ? FINE_STEP : STEP
    const span = dragged(drag.current, minuteOf(event), step)
    if (span.end - span.start < step) return undefined
    const interval = toInterval(span)
    return drag.current.grip === 'new'
      ? { day: [...day, interval], index: day.length }
      : { day: day.with(drag.current.index, interval), index: drag.current.index }
  }

  return {
    /** A drag ends in a click, which must not open what was dragged. */
    wasDragged: () => wasDragged.current,
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        wasDragged.current = false
        const isLayout = getComputedStyle(event.currentTarget).position === 'static'
        if (event.button !== 0 || event.pointerType === 'touch' || isLayout) return
        drag.current = { ...gripOf(event, day), from: minuteOf(event), hasMoved: false }
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const { current } = drag
        if (!current) return
        const moved = Math.abs(minuteOf(event) - current.from)
        if (!current.hasMoved && moved < FINE_STEP) return
        if (!current.hasMoved) event.currentTarget.setPointerCapture(event.pointerId)
        current.hasMoved = true
        wasDragged.current = true
        onPreview(placedAt(event)?.day)
      },
      onPointerUp(event: PointerEvent<HTMLElement>) {
        const placed = drag.current?.hasMoved ? placedAt(event) : undefined
        const interval = placed?.day[placed.index]
        const grip = drag.current?.grip
        giveUp()
        if (!placed || !interval) return
        onDrop(grip === 'new' ? put(day, interval) : replace(day, placed.index, interval))
      },
      onPointerCancel: giveUp,
    },
  }
}

function dragged({ grip, from, origin }: Drag, minute: number, step: number): Span {
  const by = minute - from
  if (grip === 'new') return between(snap(from, step), snap(minute, step))
  if (grip === 'move') return move(origin, snap(by, step))
  if (grip === 'start') return moveStart(origin, snap(origin.start + by, step), step)
  return moveEnd(origin, snap(origin.end + by, step), step)
}

function gripOf(
  event: PointerEvent<HTMLElement>,
  day: readonly WorkingInterval[],
): Pick<Drag, 'grip' | 'index' | 'origin'> {
  const bar = (event.target as Element).closest<HTMLElement>('[data-index]')
  const index = Number(bar?.dataset.index)
  const interval = day[index]
  if (!bar || !interval) return { grip: 'new', index: -1, origin: { start: 0, end: 0 } }
  const { left, right } = bar.getBoundingClientRect()
  const edge = Math.min(EDGE_PX, (right - left) / 4)
  const x = event.clientX
  const grip = x - left < edge ? 'start' : right - x < edge ? 'end' : 'move'
  return { grip, index, origin: toSpan(interval) }
}
