import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

import { type Connection, type Database, migrate, openDatabase } from '../database/index.ts'
import { atEnd } from './at-end.ts'
import { connectToCluster } from './cluster.ts'

/** Any number, as long as all test files wait for the same one. */
const templateLock = 161803398

/**
 * A fresh database of its own, dropped at the end of the file; migrated, unless it is to be as an
 * older version left it.
 */
export async function createTestDatabase({ isEmpty = false } = {}): Promise<Database> {
  const cluster = await connectToCluster()
  const name = `test_${randomBytes(6).toString('hex')}`
  await asSuperuser(cluster, async (client) => {
    const template = isEmpty ? 'template0' : await ensureTemplate(cluster, client)
    await client.query(`create database ${name} template ${template}`)
  })
  const database = openDatabase({ ...cluster, database: name, max: 6 })
  atEnd(async () => {
    await database.close()
    await asSuperuser(cluster, (client) => client.query(`drop database ${name} with (force)`))
  })
  return database
}

/** Migrated once per cluster and state of the SQL files; every test database is a copy of it. */
async function ensureTemplate(cluster: Connection, client: pg.Client): Promise<string> {
  const name = `template_${fingerprint()}`
  await client.query('select pg_advisory_lock($1)', [templateLock])
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await makeTemplate(cluster, client, name)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [templateLock])
  }
  return name
}

/** Named last: whoever finds it under its name finds it complete. */
async function makeTemplate(cluster: Connection, client: pg.Client, name: string): Promise<void> {
  const draft = `${name}_draft`
  await client.query(`drop database if exists ${draft} with (force)`)
  await client.query(`create database ${draft}`)
  const database = openDatabase({ ...cluster, database: draft, max: 1 })
  try {
    await migrate(database)
  } finally {
    await database.close()
  }
  await client.query(`alter database ${draft} rename to ${name}`)
}

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const folder of ['migrations', 'functions']) {
    const path = join(import.meta.dirname, '../database', folder)
    for (const file of readdirSync(path).sort()) hash.update(readFileSync(join(path, file)))
  }
  return hash.digest('hex').slice(0, 12)
}

async function asSuperuser(
  cluster: Connection,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client(cluster)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
