import type { FoundConversation } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'
import { foundConversationSql } from './find-messages.ts'
import { type Reader, seenBy } from './reader.ts'
import { numberOf } from './words.ts'

interface Asked {
  accountId: string
  reader: Reader
  typed: string
}

/** «№ 48 213»: the conversation of that number, where its reader may see it. */
export async function findByNumber(
  database: Queryable,
  { accountId, reader, typed }: Asked,
): Promise<FoundConversation[]> {
  const number = numberOf(typed)
  if (number === undefined) return []
  const values: unknown[] = [accountId, number]
  const { rows } = await database.query<{ conversation: FoundConversation }>(
    `select ${foundConversationSql} as conversation from conversations c
     join contacts p on p.account_id = c.account_id and p.id = c.contact_id
     where c.account_id = $1 and c.number = $2 and ${seenBy(reader, values)}`,
    values,
  )
  return rows.map(({ conversation }) => conversation)
}
