import type { Message } from '@otklik/protocol'
import { createContext, use } from 'react'

/** What the transcript asks of the composer. */
export interface Intents {
  reply: (message: Message) => void
  edit: (message: Message) => void
}

const IntentsContext = createContext<Intents>({ reply: () => {}, edit: () => {} })

export const IntentsProvider = IntentsContext.Provider

export function useIntents(): Intents {
  return use(IntentsContext)
}
