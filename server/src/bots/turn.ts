import type { Message } from '@otklik/protocol'
import type { Attributes } from '@otklik/protocol/settings'

import type { BotFailure, BotInput } from '../rules/index.ts'

/** What a bot is asked, with everything it may know of the conversation. */
export interface BotTurn {
  accountId: string
  turn: number
  askedAt: Date
  inputs: readonly BotInput[]
  bot: AskedBot
  conversation: AskedConversation
  /** The customer's last word of all, whatever they did since. */
  lastText: string
  /** The customer's messages among the inputs. */
  messages: ReadonlyMap<string, Pick<Message, 'text' | 'files' | 'location' | 'sharedContact'>>
}

export interface AskedBot {
  id: string
  name: string
  kind: 'scenario' | 'webhook'
  publishedVersion: number | null
  url: string | null
  /** Sealed. */
  secret: string | null
  answerWithinS: number
  failures: number
}

export interface AskedConversation {
  id: string
  number: number
  kind: string
  channelId: string
  channelName: string
  /** The kind of its platform. */
  platform: string
  contactId: string
  contactName: string
  language?: string
  /** It never wrote here before. */
  isNewContact: boolean
  attributes: Attributes
  tags: readonly string[]
  topic?: string
  /** Where its scenario stands. */
  place?: object
}

/** The bot let the customer down; whoever holds its conversation next is told of it. */
export class BotFailureError extends Error {
  override readonly name = 'BotFailureError'
  readonly reason: BotFailure

  constructor(reason: BotFailure, detail?: string) {
    super(detail ?? reason)
    this.reason = reason
  }
}
