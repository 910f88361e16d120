import { Readable } from 'node:stream'

import type { OutboundPart } from '../channels/index.ts'
import { findKept, localFile } from './file-row.ts'
import type { FilesWorld } from './keep-file.ts'
import { GoneFileError } from './storage.ts'

export type OpenedFile = Awaited<ReturnType<OutboundPart['openFile']>> & {
  /** Lets go of it, whether somebody has read it or not. */
  close(): void
}

/** How a part reads the files it carries. */
export function fileOpener({ database, storage }: FilesWorld) {
  return (accountId: string) =>
    async (id: string): Promise<OpenedFile> => {
      const row = await findKept(database, accountId, id)
      if (!row) throw new GoneFileError(`file ${id} is not kept`)
      // Before the platform is called: a storage that is away in the middle of a call leaves it in doubt.
      const bytes = await storage.open(row.storage_key)
      return {
        file: localFile(row),
        stream: Readable.toWeb(bytes) as ReadableStream<Uint8Array>,
        close: () => void bytes.destroy(),
      }
    }
}
