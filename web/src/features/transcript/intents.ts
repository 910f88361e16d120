import type { Message } from '@otklik/protocol'
import { createContext, use } from 'react'

/** What the transcript asks of what stands around it. */
export interface Intents {
  reply: (message: Message) => void
  edit: (message: Message) => void
  /** «Почему?» of a system line. */
  explain: (message: Message) => void
}

const IntentsContext = createContext<Intents>({
  reply: () => {},
  edit: () => {},
  explain: () => {},
})

export const IntentsProvider = IntentsContext.Provider

export function useIntents(): Intents {
  return use(IntentsContext)
}
