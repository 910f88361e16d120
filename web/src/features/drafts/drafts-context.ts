import { createContext, use, useSyncExternalStore } from 'react'

import type { Drafts } from './drafts.ts'
import { newDraft, type OwnDraft } from './own-draft.ts'

const DraftsContext = createContext<Drafts | undefined>(undefined)

export const DraftsProvider = DraftsContext.Provider

export function useDrafts(): Drafts {
  const drafts = use(DraftsContext)
  if (!drafts) throw new Error('Used outside the signed-in part')
  return drafts
}

const blank = newDraft()

export function useDraftOf(conversationId: string): OwnDraft {
  const drafts = useDrafts()
  return useSyncExternalStore(drafts.all.subscribe, () => drafts.get(conversationId) ?? blank)
}

/** Its first words, for the list; nothing where nothing was begun. */
export function useDraftText(conversationId: string): string {
  const { all } = useDrafts()
  return useSyncExternalStore(all.subscribe, () => all.get().get(conversationId)?.text ?? '')
}
