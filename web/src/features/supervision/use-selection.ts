import type { Conversation } from '@otklik/protocol'
import { useMemo, useState } from 'react'

export interface Selection {
  ids: ReadonlySet<string>
  /** In the order they are shown; what was closed meanwhile is chosen no more. */
  chosen: readonly Conversation[]
  isAll: boolean
  toggle: (id: string, isChosen: boolean) => void
  /** Up to the one that was chosen last, as with the Shift key. */
  toggleTo: (id: string) => void
  toggleAll: (isChosen: boolean) => void
  clear: () => void
}

/** What is ticked among the rows. */
export function useSelection(rows: readonly Conversation[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<string>()
  const chosen = useMemo(() => rows.filter(({ id }) => ids.has(id)), [rows, ids])
  const change = (changed: readonly string[], isChosen: boolean) => {
    const next = new Set(ids)
    for (const id of changed) {
      if (isChosen) next.add(id)
      else next.delete(id)
    }
    setIds(next)
  }
  return {
    ids,
    chosen,
    isAll: rows.length > 0 && chosen.length === rows.length,
    toggle: (id, isChosen) => {
      setLast(id)
      change([id], isChosen)
    },
    toggleTo: (id) => {
      const [from, to] = [last ?? id, id].map((each) => rows.findIndex((row) => row.id === each))
      const between = rows.slice(Math.min(from!, to!), Math.max(from!, to!) + 1)
      change(
        between.map((row) => row.id),
        true,
      )
    },
    toggleAll: (isChosen) =>
      change(
        rows.map(({ id }) => id),
        isChosen,
      ),
    clear: () => setIds(new Set()),
  }
}
