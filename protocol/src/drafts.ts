import { z } from 'zod'

import { fileView, message, offeredButtons } from './conversations.ts'
import { writtenSpan } from './formats.ts'
import { id, moment } from './people.ts'

/** What an operator has begun to write in a conversation; theirs alone, on each of their devices. */
export const draft = z.object({
  conversationId: id,
  /** Grows with every save: the latest of them holds. */
  version: z.int(),
  /** The name its message will have: what is sent under it is a draft no longer. */
  clientId: z.string(),
  mode: z.enum(['message', 'note']),
  text: z.string(),
  format: z.array(writtenSpan).optional(),
  replyTo: message.shape.replyTo,
  buttons: offeredButtons.optional(),
  /** Uploaded and not sent. */
  files: z.array(fileView).optional(),
  savedAt: moment,
})
export type Draft = z.output<typeof draft>

export const saveDraftOfMessageRequest = z.strictObject({
  clientId: z.string().min(8).max(64),
  mode: z.enum(['message', 'note']),
  /** One that is longer than any message is kept too: only sending refuses it. */
  text: z.string().max(40_000),
  format: z.array(writtenSpan).max(200).optional(),
  replyTo: z
    .strictObject({ messageId: id.optional(), author: z.string().max(200), text: z.string() })
    .optional(),
  buttons: offeredButtons.optional(),
  fileIds: z.array(id).max(10).default([]),
})
export type SaveDraftOfMessageRequest = z.input<typeof saveDraftOfMessageRequest>

/** Nothing where the message of that name has been sent, or will be. */
export const savedDraft = z.object({ draft: draft.nullable() })
