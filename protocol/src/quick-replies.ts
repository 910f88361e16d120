import { z } from 'zod'

import { fileView } from './conversations.ts'
import { id } from './people.ts'

/** Whose it is: one operator's, a team's, or the whole company's. */
const quickReplyScope = z.enum(['own', 'team', 'company'])
export type QuickReplyScope = z.output<typeof quickReplyScope>

/** As long as most messengers take in one message. */
export const QUICK_REPLY_LIMIT = 4000

/** «Быстрый ответ»: a phrase that is used often. */
export const quickReply = z.object({
  id,
  version: z.int(),
  scope: quickReplyScope,
  teamId: id.optional(),
  title: z.string(),
  /** What is typed after «/». */
  shortcut: z.string(),
  /** With variables in double braces (`replyVariables`). */
  text: z.string(),
  files: z.array(fileView),
  /** The reader may change it. */
  canEdit: z.boolean(),
})
export type QuickReply = z.output<typeof quickReply>

const written = {
  title: z.string().trim().min(1).max(80),
  shortcut: z
    .string()
    .trim()
    .max(30)
    .regex(/^[^\s/]*$/),
  text: z.string().trim().max(QUICK_REPLY_LIMIT),
  fileIds: z.array(id).max(10),
}

export const createQuickReplyRequest = z.strictObject({
  ...written,
  scope: quickReplyScope,
  /** Of a team alone. */
  teamId: id.optional(),
  shortcut: written.shortcut.default(''),
  text: written.text.default(''),
  fileIds: written.fileIds.default([]),
})
export type CreateQuickReplyRequest = z.input<typeof createQuickReplyRequest>

/** Only what is given changes; whose it is stays. */
export const editQuickReplyRequest = z.strictObject({
  version: z.int(),
  title: written.title.optional(),
  shortcut: written.shortcut.optional(),
  text: written.text.optional(),
  fileIds: written.fileIds.optional(),
})
export type EditQuickReplyRequest = z.input<typeof editQuickReplyRequest>
