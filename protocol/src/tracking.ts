import { z } from 'zod'

import { id, moment } from './people.ts'

/** Stands in the question text for «номер заявки» of the visit (WA-22). */
export const VISIT_NUMBER_VARIABLE = '{{номер заявки}}'
export const QUESTION_LIMIT = 500

/** What is known of where a visit came from. All of it was written by others: text, and nothing else. */
export const visitOrigin = z.object({
  /** Of the marks, or of whoever sent them here: `yandex`, `vk.com`, `direct`. */
  source: z.string(),
  medium: z.string(),
  campaign: z.string(),
})

/** «Визит» of a conversation, in its common elements. */
export const conversationVisit = visitOrigin.extend({
  id,
  /** «Номер заявки», as the customer sees it. */
  number: z.string(),
  page: z.object({ title: z.string(), url: z.string() }),
  at: moment,
})
export type ConversationVisit = z.output<typeof conversationVisit>
