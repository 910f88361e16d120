import type { Readable } from 'node:stream'
import type { FileView } from '@otklik/protocol'
import { v7 as newId } from 'uuid'

import type { Database } from '../database/index.ts'
import { type FileRow, previewKeyOf, storageKeyOf } from './file-row.ts'
import { inspectFile } from './inspect-file.ts'
import { FileTooLargeError, type Storage } from './storage.ts'

export interface FilesWorld {
  database: Database
  storage: Storage
}

interface Upload {
  operatorId: string
  name: string
  /** `truncated` once the reader of the form has cut it at its own limit. */
  bytes: Readable & { truncated?: boolean }
  maxBytes: number
}

/** A file that an operator means to send. It belongs to no message yet. */
export async function keepUpload(
  { database, storage }: FilesWorld,
  accountId: string,
  upload: Upload,
): Promise<FileRow> {
  const id = newId()
  const key = storageKeyOf(accountId, id)
  const { size: bytes, seen: found } = await storage.keep(key, upload.bytes, {
    maxBytes: upload.maxBytes,
    besideKey: previewKeyOf(key),
    look: async (path, previewPath) => {
      // Cut at exactly our limit it looks whole to the storage.
      if (upload.bytes.truncated) throw new FileTooLargeError(upload.maxBytes)
      return inspectFile(path, previewPath)
    },
  })
  const { rows } = await database.query<FileRow>(
    `insert into files (account_id, id, uploaded_by, kind, name, mime, bytes, width, height, state, has_preview, storage_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'stored', $10, $11) returning *`,
    [
      accountId,
      id,
      upload.operatorId,
      kindOf(found.mime),
      cleanName(upload.name),
      found.mime,
      bytes,
      found.width ?? null,
      found.height ?? null,
      found.hasPreview,
      key,
    ],
  )
  return rows[0]!
}

/** The bytes of a file that was with the platform; nothing of it where it was forgotten meanwhile. */
export async function keepFetched(
  { database, storage }: FilesWorld,
  row: FileRow,
  { bytes, maxBytes }: { bytes: Readable; maxBytes: number },
): Promise<FileRow | undefined> {
  const key = storageKeyOf(row.account_id, row.id)
  const { size, seen: found } = await storage.keep(key, bytes, {
    maxBytes,
    besideKey: previewKeyOf(key),
    look: inspectFile,
  })
  const { rows } = await database.query<FileRow>(
    `update files set state = 'stored', mime = $3, bytes = $4, width = coalesce($5, width),
       height = coalesce($6, height), has_preview = $7, storage_key = $8
     where account_id = $1 and id = $2 returning *`,
    [
      row.account_id,
      row.id,
      believed(row.mime, found.mime),
      size,
      found.width ?? null,
      found.height ?? null,
      found.hasPreview,
      key,
    ],
  )
  // Whoever erased the person could not see these bytes.
  if (!rows[0]) await Promise.all([key, previewKeyOf(key)].map(storage.remove))
  return rows[0]
}

/** Formats without a mark of their own (text, tables) may keep the type they came with. */
function believed(given: string | null, found: string): string {
  const isUnmarked = found === 'application/octet-stream'
  const isHarmless = given === 'text/plain' || given === 'text/csv'
  return isUnmarked && isHarmless ? given : found
}

function kindOf(mime: string): FileView['kind'] {
  if (mime === 'image/jpeg' || mime === 'image/png' || mime === 'image/webp') return 'image'
  if (mime === 'audio/ogg' || mime === 'audio/opus' || mime.startsWith('audio/ogg;')) return 'voice'
  if (mime.startsWith('audio/')) return 'audio'
  if (mime === 'video/mp4' || mime === 'video/quicktime') return 'video'
  return 'document'
}

const LONGEST_NAME = 200

/** A name is what is shown and nothing else: it leads nowhere and hides no line break. */
export function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  const shown = last.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '').trim()
  return [...shown].slice(0, LONGEST_NAME).join('') || 'file'
}
