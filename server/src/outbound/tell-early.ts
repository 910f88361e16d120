import {
  type Advance,
  type EarlyWord,
  findKeyedPart,
  type NamedMessage,
  settleDoubt,
  tellWord,
} from '../conversations/index.ts'
import type { Database } from '../database/index.ts'
import type { Duties } from '../processes/index.ts'

interface Around {
  database: Database
  advance: Advance
  duties: Duties
  onProblem(problem: string, facts: object): void
}

/** What a platform said, kept under the name that it gave to a message. */
interface KeptWord {
  account_id: string
  channel_id: string
  external_id: string
  early: EarlyWord
}

type NamedWord = KeptWord & NamedMessage
type KeyedWord = KeptWord & { part_key: string }

const MOST_AT_ONCE = 200

/**
 * A platform may say that a message was delivered, or that it was refused after all, before it
 * answers the call that made it, or when nobody has heard the answer. What was said then waits until
 * it is known what it is about. Looked for again and again: whoever was to tell it may have died.
 */
export async function tellEarly(around: Around): Promise<void> {
  const [named, keyed] = await Promise.all([findNamed(around), findKeyed(around)])
  const telling = [
    ...named.map((word) => told(around, word, () => tellNamed(around, word))),
    ...keyed.map((word) => told(around, word, () => tellKeyed(around, word))),
  ]
  await Promise.all(telling)
}

/** One that cannot be told keeps no message from leaving. */
async function told(around: Around, word: KeptWord, tell: () => Promise<void>): Promise<void> {
  await tell().catch((error: unknown) => {
    const { channel_id: channelId, external_id: externalId } = word
    const facts = { channelId, externalId, error: String(error) }
    around.onProblem('a word of a platform was not told', facts)
  })
}

/** Of messages that have got their names since. */
async function findNamed({ database, duties }: Around): Promise<NamedWord[]> {
  const { rows } = await database.query<NamedWord>(
    `select e.account_id, e.channel_id, e.external_id, e.early, e.position, e.message_id, m.conversation_id
     from external_messages e join messages m on m.account_id = e.account_id and m.id = e.message_id
     where e.early is not null and e.message_id is not null
       ${duties.andOwned('e.account_id', 'e.channel_id')}
     order by e.at limit ${MOST_AT_ONCE}`,
  )
  return rows
}

/** Forgotten after the conversation has it, and not before. */
async function tellNamed(around: Around, kept: NamedWord): Promise<void> {
  const { account_id, channel_id, external_id, early: word, ...named } = kept
  await tellWord(around, account_id, { named, word })
  await around.database.query(
    `update external_messages set early = null
     where account_id = $1 and channel_id = $2 and external_id = $3`,
    [account_id, channel_id, external_id],
  )
}

/**
 * Of calls whose answer nobody heard, by the key that they were made with. Another application may
 * send by keys of its own: after a day none is waited for.
 */
async function findKeyed({ database, duties }: Around): Promise<KeyedWord[]> {
  const { rows } = await database.query<KeyedWord>(
    `select e.account_id, e.channel_id, e.external_id, e.early, e.part_key
     from external_messages e
     join parts p on p.account_id = e.account_id and p.id = part_of_key(e.part_key)
     where e.early is not null and e.message_id is null and e.part_key is not null
       and e.at > now() - interval '1 day'
       and (p.state = 'unknown' or p.state = 'queued' and not e.early ? 'failure')
       ${duties.andOwned('e.account_id', 'e.channel_id')}
     order by e.at limit ${MOST_AT_ONCE}`,
  )
  return rows
}

async function tellKeyed(around: Around, kept: KeyedWord): Promise<void> {
  const { account_id: accountId, channel_id: channelId, external_id: externalId } = kept
  const key = kept.part_key
  const part = await findKeyedPart(around.database, { accountId, channelId, key })
  if (part) await settleDoubt(around, accountId, { part, externalId, word: kept.early })
}
