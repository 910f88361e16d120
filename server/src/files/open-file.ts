import { Readable } from 'node:stream'

import type { OutboundPart } from '../channels/index.ts'
import { findKept, localFile } from './file-row.ts'
import type { FilesWorld } from './keep-file.ts'

/** How a part reads the files it carries. */
export function fileOpener({ database, storage }: FilesWorld) {
  return (accountId: string): OutboundPart['openFile'] =>
    async (id) => {
      const row = await findKept(database, accountId, id)
      if (!row) throw new Error(`file ${id} is not kept`)
      return {
        file: localFile(row),
        stream: Readable.toWeb(storage.read(row.storage_key)) as ReadableStream<Uint8Array>,
      }
    }
}
