import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Collection } from './collection.ts'
import type { Upload } from './multipart.ts'
import type { Shelf } from './shelf.ts'

export interface StoredFile {
  /** Nobody can guess it: the address of a file is the only key to it. */
  id: string
  /** The bot it was sent to or uploaded by. */
  company: string
  name: string
  mimeType: string
  size: number
  sha256: string
}

/** Files of one platform. Equal bytes are kept once: a thousand people may send the same sample. */
export class FileStore {
  readonly #folder: string
  readonly #files: Collection<StoredFile>

  constructor(shelf: Shelf, { platform, folder }: { platform: string; folder: string }) {
    this.#folder = join(folder, `${platform}-files`)
    this.#files = new Collection(shelf, `${platform}/file`, ({ id }) => id)
  }

  async load(): Promise<void> {
    await mkdir(this.#folder, { recursive: true })
    this.#files.load()
  }

  async clear(): Promise<void> {
    this.#files.clear()
    await rm(this.#folder, { recursive: true, force: true })
    await mkdir(this.#folder, { recursive: true })
  }

  async store(company: string, { bytes, name, mimeType }: Upload): Promise<StoredFile> {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const id = randomBytes(16).toString('hex')
    const path = join(this.#folder, sha256)
    await writeFile(`${path}.${id}`, bytes, { mode: 0o600 })
    await rename(`${path}.${id}`, path)
    return this.#files.save({ id, company, name, mimeType, size: bytes.length, sha256 })
  }

  find(id: string): StoredFile | undefined {
    return this.#files.find(id)
  }

  read({ sha256 }: StoredFile): Promise<Buffer> {
    return readFile(join(this.#folder, sha256))
  }
}

/** Files come from anybody: pages may show pictures and play sounds, nothing else of them. */
export function headersOf({ mimeType }: StoredFile): Record<string, string> {
  const isSafe = /^(image\/(jpeg|png|webp|gif)|audio\/|video\/)/.test(mimeType)
  return {
    'content-type': isSafe ? mimeType : 'application/octet-stream',
    'cache-control': 'private, max-age=3600',
    'x-content-type-options': 'nosniff',
  }
}
