import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import pg from 'pg'
import { copyFolder } from '../../lib/copy-folder.ts'
import type { EmbeddedConnection } from './cluster.ts'

/** Written anew by a start, or of no use to another process. */
const emptied = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])
const leftOut =
  /^(postmaster\.(pid|opts)|pg_internal\.init.*|pgsql_tmp.*|backup_manifest|backup_label(\.old)?)$/

/**
 * Copies a running database into the given folder, as `postgres/` of a DATA_DIR is laid out. The
 * copy holds all that was committed by the moment that is returned; pages torn by copying them while
 * they were written are mended from the log when the copy is first started.
 * https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 */
export async function backUpCluster(connection: EmbeddedConnection, to: string): Promise<Date> {
  // One session from the beginning to the end: the slot and the backup mode end with it.
  const client = new pg.Client(connection)
  client.on('error', () => {}) // The query under way reports it.
  await client.connect()
  try {
    const ask = async (sql: string) => (await client.query<Record<string, string>>(sql)).rows[0]!
    const { data_directory: folder = '' } = await ask('show data_directory')
    const copy = join(to, basename(folder))
    // Keeps the log from being recycled before it is copied.
    await ask(
      `select pg_create_physical_replication_slot('otklik_backup_${process.pid}', true, true)`,
    )
    const { first = '' } = await ask(
      "select pg_walfile_name(pg_backup_start('otklik', true)) as first",
    )
    await copyData(folder, copy)
    const { moment } = (await client.query<{ moment: Date }>('select clock_timestamp() as moment'))
      .rows[0]!
    const { last = '', labelfile = '' } = await ask(
      'select pg_walfile_name(lsn) as last, labelfile from pg_backup_stop(false)',
    )
    await writeFile(join(copy, 'backup_label'), labelfile, { mode: 0o600 })
    await copyFolder(
      join(folder, 'pg_wal'),
      join(copy, 'pg_wal'),
      (name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last,
    )
    const password = await readFile(join(dirname(folder), 'password'))
    await writeFile(join(to, 'password'), password, { mode: 0o600 })
    return moment
  } finally {
    await client.end()
  }
}

async function copyData(folder: string, copy: string): Promise<void> {
  const control = join('global', 'pg_control')
  await copyFolder(folder, copy, (name, parent) => {
    if (parent === folder && emptied.has(name)) return false
    return !leftOut.test(name) && join(parent, name) !== join(folder, control)
  })
  for (const name of emptied) await mkdir(join(copy, name), { recursive: true, mode: 0o700 })
  await writeFile(join(copy, control), await readSettled(join(folder, control)), { mode: 0o600 })
}

/** The only file the log cannot mend: what two readings agree on was not torn. */
async function readSettled(file: string): Promise<Buffer> {
  let content = await readFile(file)
  for (;;) {
    const again = await readFile(file)
    if (again.equals(content)) return content
    content = again
  }
}
