import { existsSync } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'

import type { Config } from '../config.ts'
import { folderOfFiles } from '../files/index.ts'
import { unlessGone } from '../lib/copy-folder.ts'
import {
  type Manifest,
  manifestName,
  type Put,
  type Tally,
  tallyName,
  writeArchive,
} from './archive.ts'
import { MovingError, refuseBucket } from './moving-error.ts'
import { openHouse, refuseWithoutDatabase, withClient } from './open-house.ts'
import { listSequences, listTables, type Table } from './schema.ts'

/** Pieces of a table are held in memory, one at a time. */
const PIECE_BYTES = 1024 * 1024

/** Everything in one file, as it was at one moment. Reads only: a server may go on working. */
export async function exportHouse(
  config: Config,
  file: string,
): Promise<Tally & { bytes: number }> {
  if (existsSync(file)) {
    throw new MovingError(`${file} is there already: move it away or name another file.`)
  }
  refuseWithoutDatabase(config)
  const folder = folderOfFiles(config) ?? refuseBucket()
  const house = await openHouse(config)
  try {
    const tally = await withClient(house.connection, async (client) => {
      const tables = await holdTables(client)
      const manifest = await describe(client, tables)
      const found: Tally = { rows: {}, files: 0 }
      await writeArchive(file, async (put) => {
        await put(manifestName, toJson(manifest))
        for (const table of tables) found.rows[table.name] = await putTable(put, client, table)
        // After the rows: what they name was on disk before they were written.
        found.files = await putFiles(put, folder)
        await put(tallyName, toJson(found))
      })
      return found
    })
    return { ...tally, bytes: (await stat(file)).size }
  } finally {
    await house.close()
  }
}

/** Locked before the snapshot is taken, so that no partition in it is dropped before it is read. */
async function holdTables(client: pg.Client): Promise<Table[]> {
  const tables = await listTables(client)
  if (!tables.some(({ name }) => name === 'installation')) {
    throw new MovingError('There is nothing of Otklik in this database.')
  }
  await client.query('begin isolation level repeatable read read only')
  const names = tables.map(({ name }) => pg.escapeIdentifier(name)).join(', ')
  await client.query(`lock table ${names} in access share mode`)
  return tables
}

async function describe(client: pg.Client, tables: Table[]): Promise<Manifest> {
  const { rows } = await client.query<Pick<Manifest, 'migrations' | 'keyCheck'>>(
    `select (select json_agg(name order by name) from migrations) as migrations,
       (select key_check from installation) as "keyCheck"`,
  )
  return {
    format: 'otklik-archive',
    formatVersion: 1,
    exportedAt: new Date().toISOString(),
    ...rows[0]!,
    tables,
    // Sequences know no snapshots; read after it was taken, they are past every number in it.
    sequences: await listSequences(client),
  }
}

export async function putTable(put: Put, client: pg.Client, table: Table): Promise<number> {
  const columns = table.columns.map(pg.escapeIdentifier).join(', ')
  const from = pg.escapeIdentifier(table.name)
  const rows = client.query(copyTo(`copy (select ${columns} from ${from}) to stdout`))
  let number = 0
  for await (const piece of inWholeRows(rows)) {
    number += 1
    await put(`tables/${table.name}/${String(number).padStart(6, '0')}.copy`, piece)
  }
  return rows.rowCount
}

/** In the text format of COPY a line feed ends a row, and stands for nothing else. */
async function* inWholeRows(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    held.push(chunk)
    size += chunk.length
    const end = chunk.lastIndexOf('\n') + 1
    if (size < PIECE_BYTES || end === 0) continue
    yield Buffer.concat([...held.slice(0, -1), chunk.subarray(0, end)])
    held = [chunk.subarray(end)]
    size = chunk.length - end
  }
  if (size > 0) yield Buffer.concat(held)
}

async function putFiles(put: Put, folder: string, key = 'files'): Promise<number> {
  let count = 0
  for (const entry of (await unlessGone(readdir(folder, { withFileTypes: true }))) ?? []) {
    const [path, name] = [join(folder, entry.name), `${key}/${entry.name}`]
    if (entry.isDirectory()) count += await putFiles(put, path, name)
    else if (entry.isFile() && !isUnfinished(name) && (await putFile(put, path, name))) count += 1
  }
  return count
}

/** What is just being written belongs to no row yet. */
export const isUnfinished = (name: string) => name.endsWith('.part')

async function putFile(put: Put, path: string, name: string): Promise<boolean> {
  const handle = await unlessGone(open(path))
  if (!handle) return false
  try {
    const { size } = await handle.stat()
    await put(name, size === 0 ? Buffer.alloc(0) : { size, stream: handle.createReadStream() })
    return true
  } finally {
    await handle.close()
  }
}

const toJson = (content: object) => Buffer.from(`${JSON.stringify(content, undefined, 2)}\n`)
