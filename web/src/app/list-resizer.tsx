import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'

import { useWorkplaceView } from '../features/session/index.ts'
import { useWords } from '../words/index.ts'
import styles from './list-resizer.module.css'

const least = 280
const most = 420
const usual = 336

/** A drag is saved once it rests. */
const savesAfterMs = 400

/** Kept per person: the next computer has it too. */
export function useListWidth(): [number, (width: number) => void] {
  const [view, change] = useWorkplaceView()
  const [dragged, setDragged] = useState<number>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const resize = (next: number) => {
    const listWidth = within(next)
    setDragged(listWidth)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => change({ listWidth }), savesAfterMs)
  }
  return [within(dragged ?? view.listWidth ?? usual), resize]
}

interface ListResizerProps {
  width: number
  onChange: (width: number) => void
}

export function ListResizer({ width, onChange }: ListResizerProps) {
  const { list } = useWords()
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const left = event.currentTarget.parentElement?.getBoundingClientRect().left ?? 0
    onChange(event.clientX - left)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    onChange(width + step)
  }
  return (
    // A window splitter: focusable and with a value, which <hr> cannot be.
    // biome-ignore lint/a11y/useSemanticElements: see above
    <div
      role="separator"
      className={styles.resizer}
      aria-orientation="vertical"
      aria-label={list.resize}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => onChange(usual)}
      onKeyDown={onKeyDown}
    />
  )
}

function within(width: number): number {
  return Math.round(Math.min(most, Math.max(least, width)))
}
