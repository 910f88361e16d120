import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { unlessGone } from '../lib/copy-folder.ts'
import { removeOldBesideTargets, removeOldFiles } from './partial-files.ts'

/** Where the bytes of files are. Keys are ours: no name of a customer becomes a path. */
export interface Storage {
  /**
   * Throws FileTooLargeError, or what `look` throws, and then keeps nothing. Answers how many bytes
   * there were.
   */
  keep<Seen>(
    key: string,
    bytes: Readable,
    looking: Looking<Seen>,
  ): Promise<{ size: number; seen: Seen }>
  read(key: string, range?: { start: number; end: number }): Readable
  /** The same, once it is sure to be there and can be had. Throws GoneFileError where it is not. */
  open(key: string): Promise<Readable>
  has(key: string): Promise<boolean>
  remove(key: string): Promise<void>
  /** What processes that were killed have not written to its end. */
  removePartial(): Promise<void>
}

interface Looking<Seen> {
  maxBytes: number
  /** Under which key the second file is kept, if `look` makes one. */
  besideKey: string
  /** Sees the whole file where programs can open it, before anybody else does. */
  look(path: string, besidePath: string): Promise<Seen>
}

export class FileTooLargeError extends Error {
  override readonly name = 'FileTooLargeError'
  readonly maxBytes: number

  constructor(maxBytes: number) {
    super(`the file is larger than ${maxBytes} bytes`)
    this.maxBytes = maxBytes
  }
}

/** There are no such bytes, and waiting does not bring them. */
export class GoneFileError extends Error {
  override readonly name = 'GoneFileError'
}

export function createStorage(folder: string): Storage {
  const pathOf = (key: string) => join(folder, key)
  // On the same file system, so that a file is there whole or not at all; all in one place, so that
  // what was left behind is found.
  const unfinished = join(folder, 'partial')
  let isSwept = false
  return {
    async keep(key, bytes, { maxBytes, besideKey, look }) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true })
      await mkdir(unfinished, { recursive: true })
      // Another process may be writing the same file.
      const partial = join(unfinished, `${randomUUID()}.part`)
      try {
        const size = await writeLimited(partial, bytes, maxBytes)
        const seen = await look(partial, pathOf(besideKey))
        await rename(partial, path)
        return { size, seen }
      } catch (error) {
        await rm(partial, { force: true })
        throw error
      }
    },
    read: (key, range) => createReadStream(pathOf(key), range ?? {}),
    async open(key) {
      const bytes = createReadStream(pathOf(key))
      if (!(await unlessGone(once(bytes, 'open'))))
        throw new GoneFileError(`there is no file ${key}`)
      return bytes
    },
    async has(key) {
      return stat(pathOf(key)).then(
        () => true,
        () => false,
      )
    },
    remove: (key) => rm(pathOf(key), { force: true }),
    async removePartial() {
      await removeOldFiles(unfinished)
      if (!isSwept) await removeOldBesideTargets(folder)
      isSwept = true
    },
  }
}

/** Durable when this resolves; of what is too large nothing is to be kept. */
export async function writeLimited(
  path: string,
  bytes: Readable,
  maxBytes: number,
): Promise<number> {
  let size = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      done(size > maxBytes ? new FileTooLargeError(maxBytes) : null, chunk)
    },
  })
  await pipeline(bytes, count, createWriteStream(path, { flush: true }))
  return size
}
