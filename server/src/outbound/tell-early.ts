import {
  type Advance,
  type EarlyWord,
  findKeyedPart,
  keyOfPart,
  type NamedMessage,
  settleDoubt,
  tellWord,
} from '../conversations/index.ts'
import type { Database } from '../database/index.ts'
import type { Duties } from '../processes/index.ts'
import type { ClaimedPart } from './claimed-part.ts'
import type { Settlement } from './settle.ts'

interface Around {
  database: Database
  advance: Advance
}

/** A kept word, and the message that its name turned out to be of. */
interface KeptWord extends NamedMessage {
  account_id: string
  channel_id: string
  external_id: string
  early: EarlyWord
}

const MOST_AT_ONCE = 200

/**
 * A platform may say that a message was delivered, or that it was refused after all, before it
 * answers the call that made it. What was said then waits under the message's name until it is known
 * whose name that is, however that becomes known, and is forgotten after the conversation has it.
 */
export async function tellEarly(around: Around & { duties: Duties }): Promise<void> {
  const { database, duties } = around
  const { rows } = await database.query<KeptWord>(
    `select e.account_id, e.channel_id, e.external_id, e.early, e.position, e.message_id, m.conversation_id
     from external_messages e join messages m on m.account_id = e.account_id and m.id = e.message_id
     where e.early is not null and e.message_id is not null
       ${duties.andOwned('e.account_id', 'e.channel_id')} limit ${MOST_AT_ONCE}`,
  )
  await Promise.all(
    rows.map(async ({ account_id, channel_id, external_id, early: word, ...named }) => {
      await tellWord(around, account_id, { named, word })
      await database.query(
        `update external_messages set early = null
         where account_id = $1 and channel_id = $2 and external_id = $3`,
        [account_id, channel_id, external_id],
      )
    }),
  )
}

/**
 * Where no answer came at all, what was said waits under the key that the call was made with, and
 * settles it. Asked for once the doubt is on record, so that neither misses the other.
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
