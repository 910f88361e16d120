import { useSyncExternalStore } from 'react'

import { Store } from '../../ui/store.ts'

/** As many as one request acts on. */
const mostSelected = 200

interface Selection {
  ids: ReadonlySet<string>
  /** Where a range begins. */
  anchor?: string
}

const none: Selection = { ids: new Set() }
const selection = new Store<Selection>(none)

/** `X`, or a click with Ctrl: it is among those acted on, or not any more. */
export function toggleSelected(id: string): void {
  const ids = new Set(selection.get().ids)
  if (!ids.delete(id) && ids.size < mostSelected) ids.add(id)
  selection.set({ ids, anchor: id })
}

/** `Shift X`, or a click with Shift: all from the last one chosen to this one. */
export function selectUpTo(id: string, shown: readonly string[]): void {
  const { ids, anchor } = selection.get()
  const from = shown.indexOf(anchor ?? id)
  const to = shown.indexOf(id)
  if (to < 0) return
  const range = from < 0 ? [id] : shown.slice(Math.min(from, to), Math.max(from, to) + 1)
  selection.set({ ids: new Set([...ids, ...range].slice(0, mostSelected)), anchor: id })
}

/** Those that something was refused of stay, so that it can be seen which they are. */
export function selectOnly(ids: readonly string[]): void {
  selection.set(ids.length > 0 ? { ids: new Set(ids) } : none)
}

export function useSelection(): ReadonlySet<string> {
  return useSyncExternalStore(selection.subscribe, selection.get).ids
}
