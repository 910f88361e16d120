import { z } from 'zod'

import { botActions } from './bots.ts'
import { message } from './conversations.ts'
import { id, moment } from './people.ts'
import { templateValues } from './templates.ts'
import { phone } from './workplace.ts'

/** What a program knows of a conversation that its bot holds. */
export const programConversation = z.object({
  id,
  /** Counted within the account, as «№ 48 213». */
  number: z.int(),
  kind: z.string(),
  channel: z.object({ id, name: z.string(), platform: z.string() }),
  contact: z.object({
    id,
    name: z.string(),
    /** It never wrote to this company before. */
    isNew: z.boolean(),
    language: z.string().optional(),
  }),
  attributes: z.record(z.string(), z.string()),
  tags: z.array(z.string()),
  topic: z.string().optional(),
})
export type ProgramConversation = z.output<typeof programConversation>

/**
 * What has happened since the bot's last turn, in its order. What came before its last answer could
 * be read is early: it answers nothing of it.
 */
export type ProgramEvent =
  | { type: 'conversation.started'; payload?: string }
  | {
      type: 'message.received'
      messageId: string
      text: string
      files?: { id: string; kind: string; name: string; mime?: string; bytes?: number }[]
      location?: object
      sharedContact?: { name: string; phone: string; isOwn: boolean }
      isEarly?: true
    }
  | { type: 'button.pressed'; value: string; label?: string; isEarly?: true }
  | { type: 'time.passed' }

/** The body of a signed question. */
export interface ProgramQuestion {
  type: 'bot.asked'
  timestamp: string
  data: {
    turn: number
    answerBy: string
    bot: { id: string; name: string }
    conversation: ProgramConversation
    events: ProgramEvent[]
  }
}

/** What a program answers to a question. */
export const programAnswer = z.strictObject({ actions: botActions })

/** What it says through the API: in answer to a turn, or of its own accord. */
export const programActionsRequest = z.strictObject({
  turn: z.int().min(1).optional(),
  actions: botActions,
})

/** A conversation as its bot may read it. */
export const programView = z.object({
  conversation: programConversation,
  status: z.enum(['bot', 'closing', 'closed']),
  /** The question that is not answered yet. */
  asked: z.object({ turn: z.int(), answerBy: moment }).optional(),
  /** What customer and company said, the newest last. */
  messages: z.array(
    message.pick({
      id: true,
      author: true,
      text: true,
      files: true,
      location: true,
      sharedContact: true,
      buttons: true,
      status: true,
      failure: true,
      at: true,
    }),
  ),
})
export type ProgramView = z.output<typeof programView>

/** A template that a program may send, in which channel. */
export const programTemplate = z.object({
  channelId: id,
  channelName: z.string(),
  templateId: id,
  name: z.string(),
  language: z.string(),
  /** Its body, with the numbers of its variables. */
  text: z.string(),
  /** What `values` have to name. */
  variables: z.array(z.string()),
})
export type ProgramTemplate = z.output<typeof programTemplate>

/** WA-12: an approved template to a phone, sent by a bot of that channel. */
export const programTemplateRequest = z.strictObject({
  channelId: id,
  phone,
  templateId: id,
  values: templateValues.default({}),
  /** What the customer is called, where nobody knows them yet. */
  name: z.string().trim().min(1).max(200).optional(),
  /** Asked again under the same name, it is not sent again. */
  clientId: z.string().min(8).max(64).optional(),
})

/** It is closed from the beginning; what the customer answers opens another one. */
export const programTemplateSent = z.object({
  conversationId: id,
  number: z.int(),
  messageId: id,
  /** How far it has come: `GET bot/conversations/:id` tells it later. */
  status: message.shape.status,
})
export type ProgramTemplateSent = z.output<typeof programTemplateSent>
