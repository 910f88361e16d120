import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Shelf } from '../shelf.ts'
import type { StoredFile } from './model.ts'

/** Stands in what is kept for wherever we answer just now; `locate` puts the address in. */
export const HERE = 'http://here.invalid'

/** Files by an id nobody can guess: on the real platform, too, their addresses are the only key. */
export class Files {
  readonly #shelf: Shelf
  readonly #folder: string
  readonly #files = new Map<string, StoredFile>()

  constructor(shelf: Shelf, folder: string) {
    this.#shelf = shelf
    this.#folder = folder
  }

  async load(): Promise<void> {
    await mkdir(this.#folder, { recursive: true })
    for (const [id, file] of this.#shelf.entries('vk-file')) this.#files.set(id, file as StoredFile)
  }

  async clear(): Promise<void> {
    this.#files.clear()
    await rm(this.#folder, { recursive: true, force: true })
    await mkdir(this.#folder, { recursive: true })
  }

  async store(bytes: Buffer, { name, mimeType }: { name: string; mimeType: string }) {
    const sha = createHash('sha256').update(bytes).digest('hex')
    const file: StoredFile = {
      id: randomBytes(16).toString('hex'),
      name,
      mimeType,
      size: bytes.length,
      sha,
    }
    // Equal bytes are kept once: a thousand people may send the same sample.
    const path = join(this.#folder, sha)
    await writeFile(`${path}.${file.id}`, bytes, { mode: 0o600 })
    await rename(`${path}.${file.id}`, path)
    this.#files.set(file.id, file)
    this.#shelf.put('vk-file', file.id, file)
    return file
  }

  find(id: string): StoredFile | undefined {
    return this.#files.get(id)
  }

  read({ sha }: StoredFile): Promise<Buffer> {
    return readFile(join(this.#folder, sha))
  }
}

export const addressOf = ({ id, name }: StoredFile) =>
  `${HERE}/files/${id}/${encodeURIComponent(name)}`
