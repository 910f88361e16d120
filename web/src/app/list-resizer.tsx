import { type KeyboardEvent, type PointerEvent, useState } from 'react'

import { useSession } from '../features/session/index.ts'
import { useWords } from '../words/index.ts'
import styles from './list-resizer.module.css'

const least = 280
const most = 420
const usual = 336

/** Kept per person in this browser. */
export function useListWidth(): [number, (width: number) => void] {
  const key = `otklik.list-width.${useSession().operator.id}`
  const [width, setWidth] = useState(() => within(Number(localStorage.getItem(key)) || usual))
  const change = (next: number) => {
    setWidth(within(next))
    localStorage.setItem(key, String(within(next)))
  }
  return [width, change]
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
