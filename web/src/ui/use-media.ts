import { useCallback, useSyncExternalStore } from 'react'

/** One column at a time (interface.md §2); the sheets say the same. */
export const phone = '(max-width: 719px)'

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches)
}
