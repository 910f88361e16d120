import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Where the bytes of files are. Keys are ours: no name of a customer becomes a path. */
export interface Storage {
  /** Throws FileTooLargeError, and then keeps nothing. Returns how many bytes there were. */
  write(key: string, bytes: Readable, maxBytes: number): Promise<number>
  read(key: string, range?: { start: number; end: number }): Readable
  pathOf(key: string): string
  has(key: string): Promise<boolean>
  remove(key: string): Promise<void>
}

export class FileTooLargeError extends Error {
  override readonly name = 'FileTooLargeError'
  readonly maxBytes: number

  constructor(maxBytes: number) {
    super(`the file is larger than ${maxBytes} bytes`)
    this.maxBytes = maxBytes
  }
}

export function createStorage(folder: string): Storage {
  const pathOf = (key: string) => join(folder, key)
  return {
    pathOf,
    async write(key, bytes, maxBytes) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true })
      // Another process may be writing the same file.
      const partial = `${path}.${randomUUID()}.part`
      let size = 0
      const count = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length
          done(size > maxBytes ? new FileTooLargeError(maxBytes) : null, chunk)
        },
      })
      try {
        await pipeline(bytes, count, createWriteStream(partial, { flush: true }))
        await rename(partial, path)
        return size
      } catch (error) {
        await rm(partial, { force: true })
        throw error
      }
    },
    read: (key, range) => createReadStream(pathOf(key), range ?? {}),
    async has(key) {
      return stat(pathOf(key)).then(
        () => true,
        () => false,
      )
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  }
}
