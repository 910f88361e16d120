import type { Draft, FileView, saveDraftOfMessageRequest } from '@otklik/protocol'
import type { z } from 'zod'

import { type Reader, visibleTo } from '../access/index.ts'
import type { Database, Queryable } from '../database/index.ts'
import { type FileRow, viewFile } from '../files/index.ts'

type Saved = z.output<typeof saveDraftOfMessageRequest>

interface Owner {
  accountId: string
  operatorId: string
}

interface DraftRow {
  conversation_id: string
  client_id: string
  version: number
  content: Omit<Saved, 'clientId' | 'fileIds'>
  file_ids: string[]
  updated_at: Date
}

/** More than these nobody goes back to. */
const MOST_DRAFTS = 500

/** Of conversations that they may still see. */
export async function listDrafts(
  database: Database,
  { accountId, operatorId, ...reader }: Owner & Reader,
): Promise<Draft[]> {
  const values: unknown[] = [accountId, operatorId]
  const { rows } = await database.query<DraftRow>(
    `select d.* from drafts d
     join conversations c on c.account_id = d.account_id and c.id = d.conversation_id
     where d.account_id = $1 and d.operator_id = $2 and d.content is not null
       and ${visibleTo(reader, values)}
     order by d.updated_at desc limit ${MOST_DRAFTS}`,
    values,
  )
  const files = await findFiles(database, { accountId, operatorId }, rows)
  return rows.map((row) => viewDraft(row, files))
}

/** Their own, which whoever saved it was allowed to see. */
export async function findDraft(
  database: Database,
  owner: Owner,
  conversationId: string,
): Promise<Draft | undefined> {
  const { rows } = await database.query<DraftRow>(
    `select * from drafts where account_id = $1 and operator_id = $2 and conversation_id = $3
       and content is not null`,
    [owner.accountId, owner.operatorId, conversationId],
  )
  const [row] = rows
  return row && viewDraft(row, await findFiles(database, owner, rows))
}

/**
 * The latest save wins, whichever device it comes from. Nothing is kept, and nothing returned, under
 * the name of a message that is already there or planned: a save may be slower than the message.
 */
export async function saveDraft(
  database: Database,
  owner: Owner,
  { conversationId, saved }: { conversationId: string; saved: Saved },
): Promise<Draft | undefined> {
  const { clientId, fileIds, ...content } = saved
  const { rows } = await database.query<DraftRow>(
    `insert into drafts (account_id, operator_id, conversation_id, client_id, content, file_ids)
     select $1, $2, c.id, $4, $5, $6
     -- The conversation before the draft, as whoever writes a message takes them.
     from (select id from conversations where account_id = $1 and id = $3 for key share) c
     where not exists (select from messages m
       where m.account_id = $1 and m.conversation_id = $3 and m.client_id = $4)
       and not exists (select from conversations c,
           jsonb_array_elements(c.state -> 'planned') as planned
         where c.account_id = $1 and c.id = $3
           and planned -> 'message' ->> 'clientId' = $4)
     on conflict (account_id, operator_id, conversation_id) do update
       set client_id = excluded.client_id, content = excluded.content, file_ids = excluded.file_ids,
         version = drafts.version + 1, updated_at = now()
       where drafts.content is not null or drafts.client_id <> excluded.client_id
     returning *`,
    [owner.accountId, owner.operatorId, conversationId, clientId, JSON.stringify(content), fileIds],
  )
  const [row] = rows
  return row && viewDraft(row, await findFiles(database, owner, rows))
}

/** Thrown away unsent. Its name may still be used: somebody may go on where they stopped. */
export async function dropDraft(
  database: Queryable,
  { accountId, operatorId }: Owner,
  conversationId: string,
): Promise<void> {
  await database.query(
    `delete from drafts
     where account_id = $1 and operator_id = $2 and conversation_id = $3 and content is not null`,
    [accountId, operatorId, conversationId],
  )
}

/** Their own uploads and files of quick replies; an id of somebody else's brings nothing. */
async function findFiles(
  database: Queryable,
  { accountId, operatorId }: Owner,
  drafts: DraftRow[],
): Promise<ReadonlyMap<string, FileView>> {
  const ids = drafts.flatMap(({ file_ids }) => file_ids)
  if (ids.length === 0) return new Map()
  const { rows } = await database.query<FileRow>(
    `select * from files
     where account_id = $1 and id = any($2) and state = 'stored'
       and (uploaded_by = $3 or quick_reply_id is not null)`,
    [accountId, ids, operatorId],
  )
  return new Map(rows.map((row) => [row.id, viewFile(row)]))
}

function viewDraft(row: DraftRow, known: ReadonlyMap<string, FileView>): Draft {
  const files = row.file_ids.flatMap((id) => known.get(id) ?? [])
  return {
    conversationId: row.conversation_id,
    version: row.version,
    clientId: row.client_id,
    ...row.content,
    ...(files.length > 0 && { files }),
    savedAt: row.updated_at.toISOString(),
  }
}
