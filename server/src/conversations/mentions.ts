import type { Mention, sendMessageRequest } from '@otklik/protocol'
import type { z } from 'zod'

import { visibleTo } from '../access/index.ts'
import type { Reader } from '../contacts/index.ts'
import { appendFeed, type Database, type Queryable } from '../database/index.ts'
import { type Caller, InvalidFieldsError } from '../http/index.ts'
import type { MessageContent } from '../rules/index.ts'

type Mentioned = NonNullable<MessageContent['mentions']>
type Written = Pick<z.output<typeof sendMessageRequest>, 'kind' | 'mentions'>

/** Whom a note calls, by the names of now; a customer's answer calls nobody. */
export async function listMentioned(
  database: Queryable,
  accountId: string,
  { kind, mentions = [] }: Written,
): Promise<Mentioned> {
  if (mentions.length === 0) return []
  if (kind !== 'note') throw new InvalidFieldsError({ mentions: { code: 'wrong-value' } })
  const { rows } = await database.query<Mentioned[number]>(
    `select 'operator' as kind, o.id, o.name from operators o
     join memberships m on m.account_id = o.account_id and m.user_id = o.user_id
     where o.account_id = $1 and o.id = any($2) and m.disabled_at is null
     union all
     select 'team', id, name from teams where account_id = $1 and id = any($3)`,
    [accountId, idsOf(mentions, 'operator'), idsOf(mentions, 'team')],
  )
  return mentions.map(({ kind, id }, index) => {
    const found = rows.find((row) => row.kind === kind && row.id === id)
    if (found) return found
    const code = kind === 'team' ? 'no-such-team' : 'no-such-operator'
    throw new InvalidFieldsError({ [`mentions.${index}`]: { code } })
  })
}

const idsOf = (mentions: NonNullable<Written['mentions']>, wanted: 'operator' | 'team') =>
  mentions.filter(({ kind }) => kind === wanted).map(({ id }) => id)

/** Notes that call this operator: in open conversations, and those not seen yet wherever they are. */
export async function listMentions(
  database: Queryable,
  reader: Reader & Pick<Caller, 'operatorId'>,
): Promise<Mention[]> {
  const values: unknown[] = [reader.accountId, reader.operatorId]
  const { rows } = await database.query<Mention>(
    `select n.conversation_id as "conversationId", n.message_id as "messageId",
       n.seen_at is not null as "isSeen"
     from mentions n
     join conversations c on c.account_id = n.account_id and c.id = n.conversation_id
     where n.account_id = $1 and n.operator_id = $2 and (n.seen_at is null or c.status <> 'closed')
       and ${visibleTo(reader, values)}
     order by n.at desc limit 1000`,
    values,
  )
  return rows
}

/** They have read what calls them there. Answers whether that is news. */
export async function markMentionsSeen(
  database: Database,
  accountId: string,
  { operatorId, conversationId }: { operatorId: string; conversationId: string },
): Promise<boolean> {
  return database.transaction(async (client) => {
    const { rowCount } = await client.query(
      `update mentions set seen_at = now()
       where account_id = $1 and operator_id = $2 and conversation_id = $3 and seen_at is null`,
      [accountId, operatorId, conversationId],
    )
    if (!rowCount) return false
    const payload = { operatorId, conversationId }
    await appendFeed(client, accountId, [{ kind: 'mentions-seen', version: 0, payload }])
    return true
  })
}
