import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'

import type { Database, Queryable } from './database.ts'

const here = (folder: string) => new URL(`./${folder}/`, import.meta.url)

/** Days that rows of a partitioned table are kept. */
const retention = { feed: 7, inbox: 14, attempts: 30, channel_log: 14 }

/**
 * Brings the database to today's shape: migrations once each, functions anew each time (they hold
 * no data), partitions for the days to come.
 */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (client) => {
    await runMigrations(client, await listMigrations())
    for (const name of await sqlFiles('functions')) {
      await client.query(await readFile(new URL(name, here('functions')), 'utf8'))
    }
  })
  await keepPartitions(database)
}

/** What `migrate` would make, as a name: processes that would make something else do not fit together. */
export async function versionOfDatabase(): Promise<string> {
  const hash = createHash('sha256').update((await listMigrations()).join())
  for (const name of await sqlFiles('functions')) {
    hash.update(await readFile(new URL(name, here('functions'))))
  }
  return hash.digest('hex').slice(0, 16)
}

export const listMigrations = () => sqlFiles('migrations')

/** Those of the names given that were not run yet. */
export async function runMigrations(client: Queryable, names: string[]): Promise<void> {
  await client.query('select pg_advisory_xact_lock(718281828)')
  // An index over millions of rows takes longer than a query of ours may.
  await client.query('set local statement_timeout = 0')
  await client.query(
    'create table if not exists migrations (name text primary key, at timestamptz not null default now())',
  )
  const { rows } = await client.query<{ name: string }>('select name from migrations')
  const done = new Set(rows.map((row) => row.name))
  for (const name of names) {
    if (done.has(name)) continue
    await client.query(await readFile(new URL(name, here('migrations')), 'utf8'))
    await client.query('insert into migrations (name) values ($1)', [name])
  }
}

/**
 * Called at the start and every hour. Table by table: each is locked for a moment, and two at once
 * could meet a writer that takes them in another order.
 */
export async function keepPartitions(database: Database): Promise<void> {
  for (const [table, days] of Object.entries(retention)) {
    await database.query('select keep_partitions(current_date, 3, $1)', [
      JSON.stringify({ [table]: days }),
    ])
  }
}

async function sqlFiles(folder: string): Promise<string[]> {
  const names = await readdir(here(folder))
  return names.filter((name) => name.endsWith('.sql')).sort()
}
