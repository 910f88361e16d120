import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { createBucket } from './bucket.ts'
import { createStorage, type Storage } from './storage.ts'

interface Place {
  dataDir: string
  filesUrl?: string
}

/** The folder they lie in; undefined where they are in a bucket. */
export function folderOfFiles({ dataDir, filesUrl }: Place): string | undefined {
  if (!filesUrl) return join(dataDir, 'files')
  return filesUrl.startsWith('file:') ? fileURLToPath(filesUrl) : undefined
}

/** Where `FILES_URL` says, else beside the rest of our data. */
export function openStorage(place: Place): Storage {
  const folder = folderOfFiles(place)
  if (folder !== undefined) return createStorage(folder)
  return createBucket({ url: place.filesUrl ?? '', spool: join(place.dataDir, 'spool') })
}
