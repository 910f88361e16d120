import { useEffect, useRef } from 'react'

interface Attempt {
  errors: Readonly<Record<string, string>>
  isSaving: boolean
  onShow?: ((path: string) => void) | undefined
}

/** The id of the field at this path of the API, by which a refusal finds it. */
export function fieldId(path: string): string {
  return `field-${path}`
}

/**
 * After a try to save, the focus goes to the first field that is wrong, as the screen has them
 * (interface.md §7). Returns what to call when a try begins.
 */
export function useFocusOnError({ errors, isSaving, onShow }: Attempt): () => void {
  const isAwaited = useRef(false)
  const paths = Object.keys(errors)
  const key = paths.join(' ')
  useEffect(() => {
    if (!isAwaited.current || isSaving || key === '') return
    isAwaited.current = false
    focusFirst(key.split(' '), onShow)
  }, [key, isSaving, onShow])
  return () => {
    isAwaited.current = paths.length === 0
    if (paths.length > 0) focusFirst(paths, onShow)
  }
}

function focusFirst(paths: readonly string[], onShow?: (path: string) => void): void {
  const first = firstOnScreen(paths)
  first?.focus()
  if (first || !onShow || paths[0] === undefined) return
  onShow(paths[0])
  // The field is there once its tab has been drawn.
  requestAnimationFrame(() => requestAnimationFrame(() => firstOnScreen(paths)?.focus()))
}

function firstOnScreen(paths: readonly string[]): HTMLElement | undefined {
  const fields = paths.flatMap((path) => document.getElementById(fieldId(path)) ?? [])
  return fields.sort((one, other) =>
    one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  )[0]
}
