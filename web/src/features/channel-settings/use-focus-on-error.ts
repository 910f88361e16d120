import { useEffect, useRef } from 'react'

/** After a try to save, the focus goes to the first field that is wrong (interface.md §7). */
export function useFocusOnError(errors: Readonly<Record<string, string>>): () => void {
  const isAwaited = useRef(false)
  const first = Object.keys(errors)[0]
  useEffect(() => {
    if (!isAwaited.current || first === undefined) return
    isAwaited.current = false
    document.getElementById(`field-${first}`)?.focus()
  }, [first])
  return () => {
    isAwaited.current = true
    if (first !== undefined) document.getElementById(`field-${first}`)?.focus()
  }
}
