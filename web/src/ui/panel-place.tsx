import { type ReactNode, Suspense, useEffect, useRef } from 'react'

import styles from './panel-place.module.css'

/**
 * Holds the focus of a popover whose content is still being fetched, and gives it to the first thing
 * that can have it once it is there: a trap that finds nothing leaves the keyboard where it was.
 */
export function PanelPlace({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  const enter = () => {
    const { current } = place
    if (!current || document.activeElement !== current) return
    const wanted = '[data-autofocus], input, select, textarea, button, a[href]'
    current.querySelector<HTMLElement>(wanted)?.focus({ preventScroll: true })
  }
  return (
    <div ref={place} tabIndex={-1} className={styles.place}>
      <Suspense>
        {children}
        <Arrived onArrive={enter} />
      </Suspense>
    </div>
  )
}

function Arrived({ onArrive }: { onArrive: () => void }) {
  // Once: a panel that changes later has the focus already.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(onArrive, [])
  return null
}
