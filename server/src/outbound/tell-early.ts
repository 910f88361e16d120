import { type Advance, type EarlyWord, earlyRequest } from '../conversations/index.ts'
import type { Database } from '../database/index.ts'
import type { ClaimedPart } from './claimed-part.ts'
import type { Settlement } from './settle.ts'

/**
 * A platform may say that a message was delivered, or that it was refused after all, before it
 * answers the call that made it. What was said then waits under the message's name.
 */
export async function tellEarly(
  { database, advance }: { database: Database; advance: Advance },
  part: ClaimedPart,
  { externalIds = [] }: Settlement,
): Promise<void> {
  if (externalIds.length === 0 || part.message_id === null) return
  const { rows } = await database.query<{ early: EarlyWord }>(
    `update external_messages e set early = null
     from external_messages o
     where e.account_id = $1 and e.channel_id = $2 and e.external_id = any($3) and e.early is not null
       and o.account_id = e.account_id and o.channel_id = e.channel_id
       and o.external_id = e.external_id
     returning o.early`,
    [part.account_id, part.channel_id, externalIds],
  )
  for (const { early } of rows) {
    await advance(part.account_id, earlyRequest(part.conversation_id, part.message_id, early))
  }
}
