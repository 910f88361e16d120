import type { SiteEntry, SiteMessage, SiteTalk, SiteWord } from '@otklik/protocol/settings'
import { useEffect, useState } from 'preact/hooks'

import { type Config, config } from './config.ts'

export interface Outgoing extends SiteWord {
  state: 'sending' | 'waiting' | 'sent' | 'failed'
  names?: string[]
}

export interface Panel {
  phase: 'connecting' | 'ready' | 'not-here' | 'unavailable'
  isShown: boolean
  isOnline: boolean
  isTyping: boolean
  talk: SiteTalk
  older: SiteMessage[]
  outgoing: Outgoing[]
  entries: SiteEntry[]
  isOpenNow: boolean
  /** Consent is given, and whoever they are is known: nothing is asked. */
  hasConsented: boolean
  isKnown: boolean
  name: string
  question?: string | undefined
  answer?: SiteWord['answer'] | undefined
  look: Config['look']
  questions: string[]
  ink: string
}

export let state: Panel = {
  phase: 'connecting',
  isShown: false,
  isOnline: true,
  isTyping: false,
  talk: { messages: [], hasMore: false, isOpen: false },
  older: [],
  outgoing: [],
  entries: [],
  isOpenNow: true,
  hasConsented: false,
  isKnown: false,
  name: '',
  look: config.look,
  questions: config.questions,
  ink: config.ink,
}

const listeners = new Set<() => void>()

export function change(changes: Partial<Panel>): void {
  state = { ...state, ...changes }
  for (const listener of listeners) listener()
}

export function usePanel(): Panel {
  const [, draw] = useState(0)
  useEffect(() => {
    const listener = () => draw((count) => count + 1)
    listeners.add(listener)
    listener()
    return () => void listeners.delete(listener)
  }, [])
  return state
}

/** All that is known of the talk, the oldest first. */
export function allMessages({ older, talk }: Panel): SiteMessage[] {
  const newest = new Set(talk.messages.map(({ id }) => id))
  return [...older.filter(({ id }) => !newest.has(id)), ...talk.messages]
}
