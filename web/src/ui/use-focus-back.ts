import { useEffect } from 'react'

/** Whoever closes it leaves the focus inside or nowhere; it may have gone on to something else. */
const SETTLED_MS = 10

/**
 * Gives the focus back to what had it before, for a layer that may be open from its first moment:
 * Mantine remembers only for those it has seen closed.
 */
export function useFocusBack(isOpen = true): void {
  useEffect(() => {
    if (!isOpen) return
    const opener = document.activeElement
    return () => {
      const left = document.activeElement
      setTimeout(() => {
        const current = document.activeElement
        if (current !== left && current !== document.body) return
        if (opener instanceof HTMLElement && opener.isConnected) {
          opener.focus({ preventScroll: true })
        }
      }, SETTLED_MS)
    }
  }, [isOpen])
}
