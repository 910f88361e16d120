import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { type Extract, extract, type Pack, pack } from 'tar-stream'

import { MovingError } from './moving-error.ts'
import type { Table } from './schema.ts'

/**
 * An archive is a tar, compressed by gzip, with these entries in this order:
 *
 *     archive.json                  the manifest below
 *     tables/<name>/<number>.copy   rows as COPY writes them (text), in pieces of some megabytes
 *     files/<key>                   the bytes of files, under their keys in DATA_DIR/files
 *     end.json                      the tally: an archive without it is not whole
 *
 * Columns are in the order the manifest names them. Secrets are in it as they are in the database,
 * sealed; the key is not.
 */
export interface Manifest {
  format: 'otklik-archive'
  formatVersion: 1
  exportedAt: string
  /** Those the database has been through: an import brings its own to the same point. */
  migrations: string[]
  /** Tells the key of the secrets from others. */
  keyCheck: string | null
  tables: Table[]
  /** The last number that was given out, as text. */
  sequences: Record<string, string>
}

export interface Tally {
  rows: Record<string, number>
  files: number
}

/** What stands under one name, to be read as a stream. */
export type Entry = Extract extends AsyncIterable<infer Each> ? Each : never

export const manifestName = 'archive.json'
export const tallyName = 'end.json'

export type Put = (name: string, body: Buffer | { size: number; stream: Readable }) => Promise<void>

/** Takes its name only when it is whole and on disk. */
export async function writeArchive(file: string, fill: (put: Put) => Promise<void>): Promise<void> {
  const aside = `${file}.unfinished`
  const tar = pack()
  const target = createWriteStream(aside, { mode: 0o600, flush: true })
  const written = pipeline(tar, createGzip(), target)
  const filled = fill((name, body) => put(tar, name, body)).then(
    () => tar.finalize(),
    (error: Error) => void tar.destroy(error),
  )
  try {
    await Promise.all([written, filled])
    await rename(aside, file)
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
}

function put(tar: Pack, name: string, body: Parameters<Put>[1]): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error | null) => (error ? reject(error) : resolve())
    if (Buffer.isBuffer(body)) return void tar.entry({ name }, body, done)
    const entry = tar.entry({ name, size: body.size }, done)
    body.stream.on('error', (error) => entry.destroy(error)).pipe(entry)
  })
}

/** Each entry has to be read to its end before the next one comes. */
export async function* readArchive(file: string): AsyncGenerator<Entry> {
  const entries = extract()
  // Whatever goes wrong destroys the entries, and is met by whoever reads them.
  const read = pipeline(createReadStream(file), createGunzip(), entries)
  read.catch(() => {})
  yield* entries
  await read
}

export async function readJson<Content>(entry: Entry): Promise<Content> {
  const pieces: Buffer[] = []
  for await (const piece of entry) pieces.push(piece as Buffer)
  return JSON.parse(Buffer.concat(pieces).toString()) as Content
}

/** Says of an error whether the archive is to blame for it. */
export function explainDamage(error: unknown): unknown {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  const isDamage = code.startsWith('Z_') || /Unexpected end of data|Invalid tar/.test(message)
  if (!isDamage) return error
  return new MovingError('The archive is damaged or was cut short: nothing was imported.', {
    cause: error,
  })
}
