import { z } from 'zod'

import { conversation } from './conversations.ts'
import { apiError } from './errors.ts'
import { labelConversationRequest } from './labels.ts'
import { id, moment } from './people.ts'
import { transferRequest } from './routing.ts'
import { beginConversationRequest } from './workplace.ts'

/** As many conversations as one request acts on. */
export const mostAtOnce = 200

/** What is done to several conversations; each is asked by the same rules as one alone. */
export const bulkAct = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('close'),
    as: z.enum(['operator', 'spam']).default('operator'),
  }),
  z.strictObject({ type: z.literal('undo-close') }),
  z.strictObject({ type: z.literal('transfer'), ...transferRequest.shape }),
  z.strictObject({ type: z.literal('undo-transfer') }),
  z.strictObject({ type: z.literal('snooze'), until: moment }),
  z.strictObject({ type: z.literal('resume') }),
  z.strictObject({ type: z.literal('label'), ...labelConversationRequest.shape }),
])
export type BulkAct = z.input<typeof bulkAct>

export const bulkRequest = z.strictObject({
  ids: z.array(id).min(1).max(mostAtOnce),
  act: bulkAct,
})
/** In the order of the request: what each became, or why not. */
export const bulkAnswer = z.object({
  results: z.array(
    z.object({
      id,
      conversation: conversation.optional(),
      error: apiError.shape.error.optional(),
    }),
  ),
})
export type BulkAnswer = z.output<typeof bulkAnswer>

/** D-35: it goes on there, with the same operator; an address of the same contact. */
export const continueElsewhereRequest = beginConversationRequest.omit({ to: true }).extend({
  address: z.string().min(1).max(200),
})
export type ContinueElsewhereRequest = z.input<typeof continueElsewhereRequest>
