import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'

import type { Config } from '../config.ts'
import { listMigrations, migrate, openDatabase, runMigrations } from '../database/index.ts'
import { folderOfFiles } from '../files/index.ts'
import { isKeyCheckOld, openKeyRing, SecretKeyError } from '../lib/secrets/index.ts'
import {
  explainDamage,
  type Manifest,
  manifestName,
  readArchive,
  readJson,
  type Tally,
  tallyName,
} from './archive.ts'
import { keepFilesAside } from './keep-files.ts'
import { prepareTables } from './load-tables.ts'
import { MovingError, refuseBucket } from './moving-error.ts'
import { lockOut, openHouse, withClient } from './open-house.ts'
import { listTables } from './schema.ts'

type Entries = ReturnType<typeof readArchive>

/** Moves an archive into an empty house: all of it, or nothing. */
export async function importHouse(config: Config, file: string): Promise<Tally> {
  if (!existsSync(file)) throw new MovingError(`There is no ${file}.`)
  const entries = readArchive(file)
  try {
    const manifest = await readManifest(entries)
    await refuseNewer(manifest)
    refuseOtherKey(manifest, config)
    return await moveIn(config, manifest, entries)
  } catch (error) {
    throw explainDamage(error)
  } finally {
    await entries.return(undefined)
  }
}

async function moveIn(config: Config, manifest: Manifest, entries: Entries): Promise<Tally> {
  const folder = folderOfFiles(config) ?? refuseBucket()
  if (existsSync(folder) && readdirSync(folder).length > 0) throw notEmpty(`${folder} has files`)
  const house = await openHouse(config)
  try {
    await withClient(house.connection, refuseFull)
    const lock = await lockOut(house.connection)
    try {
      const tally = await withClient(house.connection, (client) =>
        load({ client, folder, manifest, entries }),
      )
      const database = openDatabase(house.connection)
      await migrate(database).finally(() => database.close())
      await withClient(house.connection, (client) => client.query('analyze'))
      return tally
    } finally {
      await lock.release()
    }
  } finally {
    await house.close()
  }
}

interface Load {
  client: pg.Client
  folder: string
  manifest: Manifest
  entries: Entries
}

async function load({ client, folder, manifest, entries }: Load): Promise<Tally> {
  const files = await keepFilesAside(folder)
  await client.query('begin')
  try {
    await runMigrations(client, manifest.migrations)
    const tables = await prepareTables(client, manifest)
    let expected: Tally | undefined
    for await (const entry of entries) {
      const { name } = entry.header
      if (name === tallyName) expected = await readJson<Tally>(entry)
      else if (name.startsWith('tables/')) await tables.load(entry)
      else await files.keep(entry)
    }
    await tables.finish()
    refuseIncomplete({ rows: tables.rows, files: files.count() }, expected)
    // Before the commit: rows whose files are missing would be worse than files nobody names.
    await files.putInPlace()
    await client.query('commit')
    return expected
  } catch (error) {
    await client.query('rollback').catch(() => {}) // The connection may be what was lost.
    throw error
  } finally {
    await files.clearAway()
  }
}

async function readManifest(entries: Entries): Promise<Manifest> {
  const strange = new MovingError('This is not an archive made by npm run export.')
  const first = await entries.next().catch((cause: unknown) => {
    throw (cause as { code?: string }).code === 'Z_BUF_ERROR' ? cause : strange
  })
  if (first.done || first.value.header.name !== manifestName) throw strange
  const manifest = await readJson<Manifest>(first.value)
  if (manifest.format !== 'otklik-archive') throw strange
  return manifest
}

async function refuseNewer({ formatVersion, migrations }: Manifest): Promise<void> {
  const known = new Set(await listMigrations())
  if (formatVersion === 1 && migrations.every((name) => known.has(name))) return
  throw new MovingError(
    'The archive was made by a newer version of Otklik. Update this one (git pull), and import again.',
  )
}

function refuseOtherKey({ keyCheck }: Manifest, config: Config): void {
  if (keyCheck === null) return // Nothing was ever sealed.
  const isEmbedded = config.databaseUrl === undefined
  try {
    isKeyCheckOld(openKeyRing({ ...config, isEmbedded, mayGenerate: false }), keyCheck)
  } catch (cause) {
    if (!(cause instanceof SecretKeyError)) throw cause
    const place = isEmbedded ? `Copy it to ${join(config.dataDir, 'secret.key')}, or set` : 'Set'
    throw new MovingError(
      'The archive is sealed with the secret key of where it was made (DATA_DIR/secret.key, or ' +
        `SECRET_KEY), and that key is not here. ${place} SECRET_KEY to it, and import again.`,
      { cause },
    )
  }
}

async function refuseFull(client: pg.Client): Promise<void> {
  const tables = await listTables(client)
  if (tables.length > 0) throw notEmpty(`the database has ${tables.length} tables`)
}

function notEmpty(what: string): MovingError {
  return new MovingError(
    `This place is not empty: ${what}. Nothing is imported over what is there: choose an empty ` +
      'DATA_DIR, or make a new database for DATABASE_URL, and import before the first start.',
  )
}

function refuseIncomplete(found: Tally, expected: Tally | undefined): asserts expected is Tally {
  const names = Object.keys(expected?.rows ?? {})
  const isWhole =
    expected?.files === found.files &&
    names.every((name) => expected.rows[name] === (found.rows[name] ?? 0))
  if (!isWhole) throw new MovingError('The archive is not whole: nothing was imported.')
}
