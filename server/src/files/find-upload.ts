import type { Database } from '../database/index.ts'
import { findKept, localFile } from './file-row.ts'

/** A file that was uploaded and belongs to no message yet, as platforms' folders know files. */
export async function findUpload(database: Database, accountId: string, id: string) {
  const row = await findKept(database, accountId, id)
  return row && row.message_id === null && row.uploaded_by !== null ? localFile(row) : undefined
}
