import type { Template, TemplateContent, TemplateState } from '@otklik/protocol/settings'
import type { Language } from '@otklik/words'

import type { Words } from '../channels/index.ts'
import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'

export interface TemplateRow {
  account_id: string
  id: string
  channel_id: string
  version: number
  name: string
  language: string
  category: Template['category']
  asked_category: Template['category'] | null
  content: TemplateContent
  state: TemplateState
  archived_at: Date | null
  external_id: string | null
  reason: Words | string | null
  unsupported: string | null
  submitted_at: Date | null
  told_at: Date | null
  created_at: Date
  updated_at: Date
}

/** Ours hides it whatever the platform says. */
export const stateOf = ({ state, archived_at }: TemplateRow): TemplateState =>
  archived_at ? 'archived' : state

export function viewTemplate(row: TemplateRow, language: Language): Template {
  const { reason, asked_category: asked } = row
  return {
    id: row.id,
    version: row.version,
    channelId: row.channel_id,
    name: row.name,
    language: row.language,
    category: row.category,
    content: row.content,
    state: stateOf(row),
    ...(reason && { reason: typeof reason === 'string' ? reason : reason[language] }),
    ...(asked && asked !== row.category && { askedCategory: asked }),
    ...(row.unsupported && { unsupported: row.unsupported }),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

/** What was changed last comes first. */
export async function listTemplates(
  database: Queryable,
  accountId: string,
  channelId: string,
): Promise<TemplateRow[]> {
  const { rows } = await database.query<TemplateRow>(
    'select * from templates where account_id = $1 and channel_id = $2 order by updated_at desc, id',
    [accountId, channelId],
  )
  return rows
}

export async function getTemplate(
  database: Queryable,
  accountId: string,
  id: string,
): Promise<TemplateRow> {
  const { rows } = await database.query<TemplateRow>(
    'select * from templates where account_id = $1 and id = $2',
    [accountId, id],
  )
  if (!rows[0]) throw new NotFoundError()
  return rows[0]
}

/** For the transaction that changes it. */
export async function lockTemplate(
  client: Queryable,
  accountId: string,
  id: string,
): Promise<TemplateRow> {
  const { rows } = await client.query<TemplateRow>(
    'select * from templates where account_id = $1 and id = $2 for update',
    [accountId, id],
  )
  if (!rows[0]) throw new NotFoundError()
  return rows[0]
}
