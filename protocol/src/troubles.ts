import { z } from 'zod'

import { id, moment } from './people.ts'

/** What keeps a channel or a webhook from working, for as long as it lasts. Nothing in it is secret. */
export const trouble = z.object({
  id,
  /** Whose it is: one of the two. */
  channelId: id.optional(),
  webhook: z.object({ id, name: z.string() }).optional(),
  /**
   * `refused`: the platform does not take our credentials; `unsubscribed`: it does not call us and
   * cannot be made to; `backlog`: something has waited to leave for more than five minutes;
   * `quarantine`: something that came could not be read; `webhook-off`: nobody took what we told, and
   * it was switched off.
   */
  kind: z.enum(['refused', 'unsubscribed', 'backlog', 'quarantine', 'webhook-off']),
  since: moment,
})
export type Trouble = z.output<typeof trouble>
