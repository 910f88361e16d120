import type { FileView } from '@otklik/protocol'

import type { LocalFile } from '../channels/index.ts'
import type { Database } from '../database/index.ts'

export interface FileRow {
  account_id: string
  id: string
  conversation_id: string | null
  message_id: string | null
  uploaded_by: string | null
  channel_id: string | null
  kind: FileView['kind']
  name: string
  mime: string | null
  bytes: number | null
  width: number | null
  height: number | null
  duration_s: number | null
  state: FileView['state']
  has_preview: boolean
  reference: string | null
  storage_key: string | null
}

export function viewFile(row: FileRow): FileView {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    state: row.state,
    hasPreview: row.has_preview,
    ...(row.mime && { mime: row.mime }),
    ...(row.bytes !== null && { bytes: row.bytes }),
    ...(row.width !== null && { width: row.width }),
    ...(row.height !== null && { height: row.height }),
    ...(row.duration_s !== null && { durationS: row.duration_s }),
  }
}

export const previewKeyOf = (storageKey: string) => `${storageKey}.preview`

/** Random ids spread over folders by their last digits; v7 ids begin with the time. */
export const storageKeyOf = (accountId: string, fileId: string) =>
  `${accountId}/${fileId.slice(-2)}/${fileId}`

/** A file whose bytes are here. */
export async function findKept(
  database: Database,
  accountId: string,
  id: string,
): Promise<(FileRow & { storage_key: string }) | undefined> {
  const { rows } = await database.query<FileRow>(
    'select * from files where account_id = $1 and id = $2',
    [accountId, id],
  )
  const row = rows[0]
  return row?.storage_key ? { ...row, storage_key: row.storage_key } : undefined
}

/** As platforms' folders know it. */
export function localFile(row: FileRow): LocalFile {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    mime: row.mime ?? 'application/octet-stream',
    bytes: row.bytes ?? 0,
    ...(row.width !== null && { width: row.width }),
    ...(row.height !== null && { height: row.height }),
    ...(row.duration_s !== null && { durationS: row.duration_s }),
  }
}
