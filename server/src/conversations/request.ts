import type { Conversation as ConversationView, Message as MessageView } from '@otklik/protocol'

import type { RemoteFile } from '../channels/index.ts'
import type { Refusal, Trigger } from '../rules/index.ts'
import type { Loaded, Target } from './load.ts'
import type { SettledRow } from './writes.ts'

/** One thing that happened to one conversation. */
export interface Request {
  target: Target
  /** May look at what was loaded; nothing means that there is nothing to do. */
  what: Happening | ((loaded: Loaded) => Happening | undefined)
  /**
   * Waits for a database that is away, however long: nobody waits for its outcome, and what comes after
   * it must not go before it.
   */
  isPatient?: boolean
}

/** A trigger and the rows that come with it. */
export interface Happening {
  trigger?: Trigger
  /** Who wrote, when it was a contact: becomes an address and a contact if they are new. */
  sender?: { name: string; profile: Record<string, string> }
  /** What the platform calls the messages this brings or settles. */
  externals?: { externalId: string; messageId: string; position: number }[]
  /** Files that are still with the platform. */
  remoteFiles?: {
    id: string
    messageId: string
    state: 'loading' | 'too-large'
    file: RemoteFile
  }[]
  /** Files of ours that the new message carries. */
  attached?: { id: string; messageId: string }[]
  /** What was begun as this is over. */
  endsDraft?: { operatorId: string; clientId: string }
  settled?: SettledRow
  /** A press that the platform wants acknowledged, and for how long it does. */
  acknowledge?: { token: string; withinMs: number }
}

export type Outcome =
  | { result: 'done'; conversation?: ConversationView; messages: MessageView[] }
  /** It was known already: nothing is written, and this is what it became. */
  | { result: 'duplicate'; message?: MessageView }
  /** It makes no sense now. */
  | { result: 'refused'; refusal: Refusal }
