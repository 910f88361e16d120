import {
  type Advance,
  type EarlyWord,
  findKeyedPart,
  keyOfPart,
  settleDoubt,
  tellWord,
} from '../conversations/index.ts'
import type { Database } from '../database/index.ts'
import type { ClaimedPart } from './claimed-part.ts'
import type { Settlement } from './settle.ts'

interface Around {
  database: Database
  advance: Advance
}

/**
 * A platform may say that a message was delivered, or that it was refused after all, before it
 * answers the call that made it. What was said then waits under the message's name.
 */
export async function tellEarly(
  around: Around,
  part: ClaimedPart,
  { externalIds = [] }: Settlement,
): Promise<void> {
  const { conversation_id, message_id } = part
  if (externalIds.length === 0 || message_id === null) return
  const { rows } = await around.database.query<{ early: EarlyWord; position: number }>(
    `update external_messages e set early = null
     from external_messages o
     where e.account_id = $1 and e.channel_id = $2 and e.external_id = any($3) and e.early is not null
       and o.account_id = e.account_id and o.channel_id = e.channel_id
       and o.external_id = e.external_id
     returning o.early, e.position`,
    [part.account_id, part.channel_id, externalIds],
  )
  for (const { early: word, position } of rows) {
    const named = { conversation_id, message_id, position }
    await tellWord(around, part.account_id, { named, word })
  }
}

/**
 * The same where no answer came at all: what was said waits under the key that the call was made
 * with, and settles it. Asked for once the doubt is on record, so that neither misses the other.
 */
export async function tellLost(
  around: Around,
  claimed: ClaimedPart,
  { outcome }: Settlement,
): Promise<void> {
  if (outcome.result !== 'unknown') return
  const { database } = around
  const { account_id: accountId, channel_id: channelId } = claimed
  const key = keyOfPart(claimed)
  const { rows } = await database.query<{ external_id: string; early: EarlyWord }>(
    `select external_id, early from external_messages
     where account_id = $1 and channel_id = $2 and part_key = $3 and message_id is null
       and early is not null`,
    [accountId, channelId, key],
  )
  for (const { external_id: externalId, early: word } of rows) {
    const part = await findKeyedPart(database, { accountId, channelId, key })
    if (part) await settleDoubt(around, accountId, { part, externalId, word })
  }
}
