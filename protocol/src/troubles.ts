import { z } from 'zod'

import { id, moment } from './people.ts'

/** What keeps a channel from receiving or sending, for as long as it lasts. Nothing in it is secret. */
export const trouble = z.object({
  id,
  channelId: id,
  /**
   * `refused`: the platform does not take our credentials; `unsubscribed`: it does not call us and
   * cannot be made to; `backlog`: something has waited to leave for more than five minutes;
   * `quarantine`: something that came could not be read.
   */
  kind: z.enum(['refused', 'unsubscribed', 'backlog', 'quarantine']),
  since: moment,
})
export type Trouble = z.output<typeof trouble>
