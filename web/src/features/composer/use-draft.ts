import { useCallback, useEffect, useMemo, useRef, useState } from 'react'

import { useSession } from '../session/index.ts'
import { type Draft, Drafts } from './drafts.ts'

const savesAfterMs = 400

interface DraftState {
  draft: Draft
  isSaved: boolean
  change: (changes: Partial<Draft>) => void
}

/** Saves itself a moment after the last key, and when the page goes away. */
export function useDraft(conversationId: string): DraftState {
  const me = useSession().operator.id
  const drafts = useMemo(() => new Drafts(me), [me])
  const [draft, setDraft] = useState(() => drafts.get(conversationId))
  const [isSaved, setSaved] = useState(draft.text !== '')
  const latest = useRef(draft)

  useEffect(() => {
    const timer = setTimeout(() => {
      drafts.put(conversationId, draft)
      setSaved(draft.text !== '')
    }, savesAfterMs)
    return () => clearTimeout(timer)
  }, [draft, drafts, conversationId])
  useEffect(() => {
    const save = () => drafts.put(conversationId, latest.current)
    window.addEventListener('pagehide', save)
    return () => {
      window.removeEventListener('pagehide', save)
      save()
    }
  }, [drafts, conversationId])

  const change = useCallback((changes: Partial<Draft>) => {
    latest.current = { ...latest.current, ...changes }
    setDraft(latest.current)
    setSaved(false)
  }, [])
  return { draft, isSaved, change }
}
