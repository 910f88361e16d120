import type { ContactFormField } from '@otklik/protocol'
import type { Language } from '@otklik/words'
import { v7 as newId } from 'uuid'

import type { Queryable } from '../database/index.ts'

/** A form that somebody was sent, and where it was sent to. */
export interface Form {
  id: string
  accountId: string
  company: string
  fields: ContactFormField[]
  language: Language
  isFilled: boolean
  conversationId: string
  contactId: string
  place: { channelId: string; thread: string; address: string }
}

interface Row {
  company: string
  fields: ContactFormField[]
  language: Language
  filled_at: Date | null
  conversation_id: string
  contact_id: string
  channel_id: string
  thread: string
  address: string
}

const GOOD_FOR_MS = 7 * 24 * 3_600_000

interface Keeping {
  accountId: string
  conversationId: string
  clientId: string
  fields: ContactFormField[]
  language: Language
  operatorId: string
  now: Date
}

/** By the same `clientId` it is the same form, as it was asked for last. */
export async function keepForm(database: Queryable, asked: Keeping): Promise<string> {
  const { accountId, conversationId, clientId, fields, language, operatorId, now } = asked
  const { rows } = await database.query<{ id: string }>(
    `insert into contact_forms (account_id, id, conversation_id, fields, language, client_id,
       created_by, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (account_id, conversation_id, client_id) do update
       set fields = excluded.fields, language = excluded.language, expires_at = excluded.expires_at
     returning id`,
    [
      ...[accountId, newId(), conversationId, [...new Set(fields)], language, clientId],
      ...[operatorId, now, new Date(now.getTime() + GOOD_FOR_MS)],
    ],
  )
  return rows[0]!.id
}

/** Undefined where there is none any more: its time is over, or the customer was erased. */
export async function findForm(
  database: Queryable,
  { accountId, formId, now }: { accountId: string; formId: string; now: Date },
): Promise<Form | undefined> {
  const { rows } = await database.query<Row>(
    `select a.name as company, f.fields, f.language, f.filled_at, f.conversation_id,
       c.contact_id, c.channel_id, c.thread, c.address
     from contact_forms f
     join accounts a on a.id = f.account_id
     join conversations c on c.account_id = f.account_id and c.id = f.conversation_id
     where f.account_id = $1 and f.id = $2 and f.expires_at > $3`,
    [accountId, formId, now],
  )
  const [row] = rows
  if (!row) return undefined
  const { company, fields, language } = row
  return {
    id: formId,
    ...{ accountId, company, fields, language },
    isFilled: row.filled_at !== null,
    conversationId: row.conversation_id,
    contactId: row.contact_id,
    place: { channelId: row.channel_id, thread: row.thread, address: row.address },
  }
}

/** False where another answer was faster. */
export async function markFilled(
  client: Queryable,
  { accountId, id }: Form,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update contact_forms set filled_at = $3
     where account_id = $1 and id = $2 and filled_at is null`,
    [accountId, id, now],
  )
  return rowCount === 1
}
