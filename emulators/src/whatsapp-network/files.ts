import { createHash, randomInt } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import type { Upload } from '../multipart.ts'
import type { Shelf } from '../shelf.ts'

export interface StoredFile {
  id: string
  /** The number it was sent to or uploaded for: no other may use it. */
  line: string
  name: string
  mimeType: string
  size: number
  /** Hex. */
  sha256: string
  expiresAt: number
}

/** Files by id. Equal bytes are kept once: a thousand people may send the same sample. */
export class Files {
  readonly #files = new Map<string, StoredFile>()
  readonly #shelf: Shelf
  readonly #clock: Clock
  readonly #kind: string
  readonly #folder: string

  constructor(shelf: Shelf, clock: Clock, place: { kind: string; folder: string }) {
    this.#shelf = shelf
    this.#clock = clock
    this.#kind = `${place.kind}/file`
    this.#folder = place.folder
  }

  async load(): Promise<void> {
    await mkdir(this.#folder, { recursive: true })
    for (const [id, file] of this.#shelf.entries(this.#kind))
      this.#files.set(id, file as StoredFile)
  }

  async clear(): Promise<void> {
    this.#files.clear()
    await rm(this.#folder, { recursive: true, force: true })
    await mkdir(this.#folder, { recursive: true })
  }

  async store(line: string, upload: Upload, livesMs: number): Promise<StoredFile> {
    const { bytes, name, mimeType } = upload
    const file: StoredFile = {
      id: `10${randomInt(10 ** 6, 10 ** 7)}${randomInt(10 ** 6, 10 ** 7)}`,
      line,
      name,
      mimeType,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      expiresAt: this.#clock.now() + livesMs,
    }
    const path = this.#disk(file)
    await writeFile(`${path}.${file.id}`, bytes, { mode: 0o600 })
    await rename(`${path}.${file.id}`, path)
    this.#files.set(file.id, file)
    this.#shelf.put(this.#kind, file.id, file)
    return file
  }

  /** One that has not expired. */
  find(id: string): StoredFile | undefined {
    const file = this.#files.get(id)
    return file && file.expiresAt > this.#clock.now() ? file : undefined
  }

  /** The phone keeps what the platform has forgotten. */
  findForPhone(id: string): StoredFile | undefined {
    return this.#files.get(id)
  }

  drop(id: string): void {
    this.#files.delete(id)
    this.#shelf.drop(this.#kind, id)
  }

  read(file: StoredFile): Promise<Buffer> {
    return readFile(this.#disk(file))
  }

  #disk(file: StoredFile): string {
    return join(this.#folder, file.sha256)
  }
}
