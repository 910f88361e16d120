import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

import type { Entry, Manifest } from './archive.ts'
import { MovingError } from './moving-error.ts'
import { listForeignKeys, listTables, type Table } from './schema.ts'

export interface TableLoad {
  rows: Record<string, number>
  load(piece: Entry): Promise<void>
  /** Foreign keys are looked at, and numbers go on where they stopped. */
  finish(): Promise<void>
}

const quote = pg.escapeIdentifier

/**
 * Within the transaction of the import. Foreign keys are taken off and put back at the end, because
 * tables may refer to each other in circles; putting one back checks every row.
 */
export async function prepareTables(
  client: pg.Client,
  { tables, sequences }: Pick<Manifest, 'tables' | 'sequences'>,
): Promise<TableLoad> {
  const existing = (await listTables(client)).map(({ name }) => quote(name))
  const foreignKeys = await listForeignKeys(client)
  for (const { table, name } of foreignKeys) {
    await client.query(`alter table ${table} drop constraint ${name}`)
  }
  for (const name of existing) await client.query(`alter table ${name} disable trigger user`)
  // Migrations may have put rows there, which come with the archive as well.
  await client.query(`truncate ${existing.join(', ')}`)
  for (const table of tables) await makePartitions(client, table)
  const rows: Record<string, number> = {}
  return {
    rows,
    async load(piece) {
      const table = findTable(tables, piece)
      const columns = table.columns.map(quote).join(', ')
      const copy = client.query(copyFrom(`copy ${quote(table.name)} (${columns}) from stdin`))
      await pipeline(piece, copy)
      rows[table.name] = (rows[table.name] ?? 0) + copy.rowCount
    },
    async finish() {
      for (const { table, name, definition } of foreignKeys) {
        await client.query(`alter table ${table} add constraint ${name} ${definition}`)
      }
      for (const name of existing) await client.query(`alter table ${name} enable trigger user`)
      for (const [name, last] of Object.entries(sequences)) {
        await client.query("select setval(format('%I', $1::text)::regclass, $2)", [name, last])
      }
    },
  }
}

/** Rows that fell into the default partition would be kept beyond their days. */
async function makePartitions(client: pg.Client, { name, partitions }: Table): Promise<void> {
  for (const partition of partitions) {
    const [from, to] = [partition.from, partition.to].map(pg.escapeLiteral)
    await client.query(
      `create table if not exists ${quote(partition.name)} partition of ${quote(name)}
       for values from (${from}) to (${to})`,
    )
  }
}

function findTable(tables: Table[], { header }: Entry): Table {
  const found = tables.find(({ name }) => name === header.name.split('/')[1])
  if (!found) throw new MovingError(`The archive has rows of an unknown table: ${header.name}.`)
  return found
}
