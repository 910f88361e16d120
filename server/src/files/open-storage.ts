import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { createStorage, type Storage } from './storage.ts'

interface Place {
  dataDir: string
  filesUrl?: string
}

/** Where `FILES_URL` says, else beside the rest of our data. */
export const folderOfFiles = ({ dataDir, filesUrl }: Place): string =>
  filesUrl ? fileURLToPath(filesUrl) : join(dataDir, 'files')

export const openStorage = (place: Place): Storage => createStorage(folderOfFiles(place))
