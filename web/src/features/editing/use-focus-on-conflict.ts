import { useEffect, useRef } from 'react'

import type { Saveable } from './use-editing.ts'

/**
 * When a try to save ends in a conflict, the focus goes to where both versions are shown, however
 * far above the field that is. Returns what to call when a try begins.
 */
export function useFocusOnConflict(edits: readonly Saveable[]): () => void {
  const wasSaving = useRef(false)
  const isSaving = edits.some((edit) => edit.isSaving)
  const contested = edits.find((edit) => edit.isInConflict)?.conflictId
  useEffect(() => {
    // One that comes by the feed waits: nobody is taken out of the field they type in.
    if (wasSaving.current && !isSaving && contested !== undefined) showConflict(contested)
    wasSaving.current = isSaving
  }, [contested, isSaving])
  return () => {
    if (contested !== undefined) showConflict(contested)
  }
}

export function showConflict(id: string): void {
  const notice = document.getElementById(id)
  notice?.scrollIntoView({ block: 'nearest' })
  notice?.focus({ preventScroll: true })
}
