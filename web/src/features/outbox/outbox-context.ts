import { createContext, use, useMemo, useSyncExternalStore } from 'react'

import type { Outbox } from './outbox.ts'
import type { OutboxItem } from './outbox-storage.ts'

const OutboxContext = createContext<Outbox | undefined>(undefined)

export const OutboxProvider = OutboxContext.Provider

export function useOutbox(): Outbox {
  const outbox = use(OutboxContext)
  if (!outbox) throw new Error('Used outside the signed-in part')
  return outbox
}

/** What waits to leave in one conversation, oldest first. */
export function useOutboxOf(conversationId: string): readonly OutboxItem[] {
  const { items } = useOutbox()
  const all = useSyncExternalStore(items.subscribe, items.get)
  return useMemo(
    () => all.filter((item) => item.conversationId === conversationId),
    [all, conversationId],
  )
}
