import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Shelf } from '../shelf.ts'
import type { StoredFile } from './model.ts'
import { badRequest } from './refusal.ts'

/** Folder and beginning of the file id of each kind. */
const KINDS = {
  photo: ['photos', 'AgACAgIAAxkBAA'],
  document: ['documents', 'BQACAgIAAxkBAA'],
  voice: ['voice', 'AwACAgIAAxkBAA'],
  audio: ['music', 'CQACAgIAAxkBAA'],
  video: ['videos', 'BAACAgIAAxkBAA'],
  video_note: ['video_notes', 'DQACAgIAAxkBAA'],
  animation: ['animations', 'CgACAgIAAxkBAA'],
  sticker: ['stickers', 'CAACAgIAAxkBAA'],
  thumbnail: ['thumbnails', 'AAMCAgADGQEAA'],
} as const

export type FileKind = keyof typeof KINDS

export interface NewFile {
  kind: FileKind
  bytes: Buffer
  extension: string
  name?: string
  mimeType?: string
}

/** Files by the id a bot was given: an id means nothing to another bot. */
export class Files {
  readonly #shelf: Shelf
  readonly #folder: string
  readonly #files = new Map<string, StoredFile>()
  readonly #byPath = new Map<string, StoredFile>()
  #count = 0

  constructor(shelf: Shelf, folder: string) {
    this.#shelf = shelf
    this.#folder = folder
  }

  async load(): Promise<void> {
    await mkdir(this.#folder, { recursive: true })
    for (const [, file] of this.#shelf.entries('file')) this.#remember(file as StoredFile)
  }

  async clear(): Promise<void> {
    this.#files.clear()
    this.#byPath.clear()
    await rm(this.#folder, { recursive: true, force: true })
    await mkdir(this.#folder, { recursive: true })
  }

  async store(
    botId: number,
    { kind, bytes, extension, name, mimeType }: NewFile,
  ): Promise<StoredFile> {
    const uniqueId = createHash('sha256').update(bytes).digest('base64url').slice(0, 15)
    const [folder, prefix] = KINDS[kind]
    const file: StoredFile = {
      id: prefix + randomBytes(30).toString('base64url'),
      uniqueId: `AQAD${uniqueId}`,
      botId,
      size: bytes.length,
      path: `${folder}/file_${++this.#count}.${extension}`,
      ...(name && { name }),
      ...(mimeType && { mimeType }),
    }
    // Equal bytes are kept once: a thousand people may send the same sample.
    const path = this.#disk(file)
    await writeFile(`${path}.${this.#count}`, bytes, { mode: 0o600 })
    await rename(`${path}.${this.#count}`, path)
    this.#remember(file)
    this.#shelf.put('file', file.id, file)
    return file
  }

  find(botId: number, id: string): StoredFile | undefined {
    const file = this.#files.get(id)
    return file?.botId === botId ? file : undefined
  }

  get(botId: number, id: string): StoredFile {
    const file = this.find(botId, id)
    if (!file) throw badRequest('wrong file identifier/HTTP URL specified')
    return file
  }

  findByPath(botId: number, path: string): StoredFile | undefined {
    return this.#byPath.get(`${botId}/${path}`)
  }

  read(file: StoredFile): Promise<Buffer> {
    return readFile(this.#disk(file))
  }

  #remember(file: StoredFile): void {
    this.#files.set(file.id, file)
    this.#byPath.set(`${file.botId}/${file.path}`, file)
    this.#count = Math.max(this.#count, Number(/file_(\d+)/.exec(file.path)?.[1] ?? 0))
  }

  #disk(file: StoredFile): string {
    return join(this.#folder, file.uniqueId)
  }
}
