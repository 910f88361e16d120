import { type HTMLAttributes, useEffect, useRef, useState } from 'react'

import { frozen, type Group } from './order.ts'

/** A pointer that has rested for this long is not about to click. */
const holdMs = 8000

interface FrozenOrder {
  groups: readonly Group[]
  pending: number
  refresh: () => void
  /** For the element whose rows must stay under the pointer. */
  holders: HTMLAttributes<HTMLElement>
}

/** Rows keep their places while somebody is about to choose one of them (interface.md §1.7). */
export function useFrozenOrder(fresh: readonly Group[], key: string): FrozenOrder {
  const [heldKey, setHeldKey] = useState<string>()
  const [, redraw] = useState(0)
  const shown = useRef<readonly Group[]>(fresh)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const isHeld = heldKey === key
  const { groups, pending } = isHeld ? frozen(shown.current, fresh) : { groups: fresh, pending: 0 }
  useEffect(() => {
    shown.current = groups
  })
  useEffect(() => () => clearTimeout(timer.current), [])

  const release = () => {
    clearTimeout(timer.current)
    setHeldKey(undefined)
  }
  const hold = () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(release, holdMs)
    if (!isHeld) setHeldKey(key)
  }
  return {
    groups,
    pending,
    refresh: () => {
      shown.current = fresh
      redraw((count) => count + 1)
    },
    holders: {
      onPointerMove: (event) => {
        if (event.pointerType === 'mouse') hold()
      },
      onPointerLeave: release,
      onKeyDown: hold,
      onBlur: (event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) release()
      },
    },
  }
}
