import { Readable } from 'node:stream'

import type { OutboundPart } from '../channels/index.ts'
import type { FileRow } from './file-row.ts'
import type { FilesWorld } from './keep-file.ts'

/** How a part reads the files it carries. */
export function fileOpener({ database, storage }: FilesWorld) {
  return (accountId: string): OutboundPart['openFile'] =>
    async (id) => {
      const { rows } = await database.query<FileRow>(
        'select * from files where account_id = $1 and id = $2',
        [accountId, id],
      )
      const row = rows[0]
      if (!row?.storage_key) throw new Error(`file ${id} is not kept`)
      return {
        file: {
          id,
          kind: row.kind,
          name: row.name,
          mime: row.mime ?? 'application/octet-stream',
          bytes: row.bytes ?? 0,
          ...(row.width !== null && { width: row.width }),
          ...(row.height !== null && { height: row.height }),
          ...(row.duration_s !== null && { durationS: row.duration_s }),
        },
        stream: Readable.toWeb(storage.read(row.storage_key)) as ReadableStream<Uint8Array>,
      }
    }
}
