import type { Conversation } from '@otklik/protocol'
import { useEffect, useMemo, useRef, useState } from 'react'

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
  const last = useRef<string>(undefined)
  const shown = useRef(rows)
  useEffect(() => {
    shown.current = rows
  }, [rows])
  const chosen = useMemo(() => rows.filter(({ id }) => ids.has(id)), [rows, ids])
  const change = (changed: readonly string[], isChosen: boolean) => {
    // Rows are drawn again only when they change: what they call must not remember an older choice.
    setIds((before) => {
      const next = new Set(before)
      for (const id of changed) {
        if (isChosen) next.add(id)
        else next.delete(id)
      }
      return next
    })
  }
  return {
    ids,
    chosen,
    isAll: rows.length > 0 && chosen.length === rows.length,
    toggle: (id, isChosen) => {
      last.current = id
      change([id], isChosen)
    },
    toggleTo: (id) => {
      const [from, to] = [last.current ?? id, id].map((each) =>
        shown.current.findIndex((row) => row.id === each),
      )
      const between = shown.current.slice(Math.min(from!, to!), Math.max(from!, to!) + 1)
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
