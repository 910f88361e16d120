import { type ReactNode, useEffect, useState } from 'react'

/** Nothing for 200 ms: what loads at once needs no skeleton (interface.md §7). */
export function Delayed({ children, afterMs = 200 }: { children: ReactNode; afterMs?: number }) {
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), afterMs)
    return () => clearTimeout(timer)
  }, [afterMs])
  return isShown ? children : null
}
