import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type EmbeddedConnection, startEmbedded, stopEmbedded } from './index.ts'

const providerSql = 'select datlocprovider from pg_database where datname = current_database()'
const log = { info() {}, warn() {} }

async function ask(connection: EmbeddedConnection, sql: string): Promise<string[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' })
    return rows.map((row: unknown[]) => String(row[0]))
  } finally {
    await client.end()
  }
}

function pidOf(dataDir: string): number {
  return Number.parseInt(readFileSync(join(dataDir, 'postgres/18/postmaster.pid'), 'utf8'), 10)
}

const ordinary = { uid: 65534, gid: 65534 }
const canBecomeOrdinary =
  process.geteuid?.() === 0 &&
  spawnSync('test', ['-r', import.meta.filename], ordinary).status === 0 &&
  spawnSync(process.execPath, ['--version'], ordinary).status === 0

/** A server that is killed without a chance to stop anything. */
async function startAndBeKilled(dataDir: string, user = {}): Promise<void> {
  const door = JSON.stringify(join(import.meta.dirname, 'index.ts'))
  const script = `const { startEmbedded } = await import(${door})
    await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: console })
    process.kill(process.pid, 'SIGKILL')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: 'ignore',
    ...user,
  })
  const [, signal] = await once(child, 'exit')
  assert.equal(signal, 'SIGKILL')
}

describe('embedded PostgreSQL', () => {
  let root = ''
  let dataDir = ''
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'embedded-'))
    chmodSync(root, 0o711)
    // Far deeper than the address of a unix socket may be.
    dataDir = join(root, 'a'.repeat(100), 'b'.repeat(100), 'c'.repeat(50))
    mkdirSync(dataDir, { recursive: true })
  })
  after(async () => {
    await stopEmbedded(dataDir)
    rmSync(root, { recursive: true, force: true })
  })

  test('keeps its data from one start to the next', async () => {
    const first = await startEmbedded({ dataDir, log })
    await ask(first.connection, "create table kept as select 'yes' as answer")
    await first.stop()
    const second = await startEmbedded({ dataDir, log })
    assert.deepEqual(await ask(second.connection, 'select answer from kept'), ['yes'])
    assert.equal(second.adopted, false)
    await second.stop()
  })

  test('writes durably, sorts alike everywhere, knows Cyrillic', async () => {
    const { connection, stop } = await startEmbedded({ dataDir, log })
    for (const name of ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums']) {
      assert.deepEqual(await ask(connection, `show ${name}`), ['on'], name)
    }
    assert.deepEqual(await ask(connection, 'show listen_addresses'), [''])
    assert.deepEqual(await ask(connection, providerSql), ['b'])
    await ask(connection, 'create extension pg_trgm')
    assert.deepEqual(await ask(connection, "select similarity('Иванов', 'иванов')"), ['1'])
    await stop()
  })

  test('shows the password to its keeper alone', () => {
    assert.equal(statSync(join(dataDir, 'postgres/password')).mode & 0o777, 0o600)
  })

  test('adopts the postgres of a killed server', async () => {
    await startAndBeKilled(dataDir)
    const pid = pidOf(dataDir)
    const embedded = await startEmbedded({ dataDir, log })
    assert.equal(embedded.adopted, true)
    assert.equal(pidOf(dataDir), pid)
    await embedded.stop()
  })

  test('stops the postgres of a killed server', async () => {
    await startAndBeKilled(dataDir)
    assert.equal(await stopEmbedded(dataDir), true)
    assert.equal(await stopEmbedded(dataDir), false)
  })

  test('starts again an orphan whose socket was cleaned away', async () => {
    await startAndBeKilled(dataDir)
    const [socketFolder = ''] = readFileSync(join(dataDir, 'postgres/socket'), 'utf8').split('\n')
    rmSync(socketFolder, { recursive: true })
    const embedded = await startEmbedded({ dataDir, log })
    assert.equal(embedded.adopted, false)
    assert.deepEqual(await ask(embedded.connection, 'select 1'), ['1'])
    await embedded.stop()
  })

  test('starts beside the note of one that was killed, whose number is somebody’s', async () => {
    await startAndBeKilled(dataDir)
    const [socketFolder = ''] = readFileSync(join(dataDir, 'postgres/socket'), 'utf8').split('\n')
    const note = join(socketFolder, '.s.PGSQL.5432.lock')
    const { uid, gid } = statSync(note)
    const somebody = spawn('sleep', ['60'], { uid, gid })
    const left = readFileSync(note, 'utf8').replace(/^\d+/, String(somebody.pid))
    await stopEmbedded(dataDir)
    mkdirSync(socketFolder, { recursive: true, mode: 0o700 })
    chownSync(socketFolder, uid, gid)
    writeFileSync(note, left)
    const embedded = await startEmbedded({ dataDir, log })
    somebody.kill()
    assert.deepEqual(await ask(embedded.connection, 'select 1'), ['1'])
    await embedded.stop()
  })

  test('starts beside a note that a power cut has emptied', async () => {
    writeFileSync(join(dataDir, 'postgres/18/postmaster.pid'), '')
    const embedded = await startEmbedded({ dataDir, log })
    assert.deepEqual(await ask(embedded.connection, 'select 1'), ['1'])
    await embedded.stop()
  })

  test('[H-32] comes back at the same address when it is killed', async () => {
    const embedded = await startEmbedded({ dataDir, log })
    process.kill(pidOf(dataDir), 'SIGKILL')
    await untilAnswers(embedded.connection)
    await embedded.stop()
  })

  test('[H-32] starts again a postgres that has given up its recovery', async () => {
    const folder = join(root, 'given-up')
    const embedded = await startEmbedded({ dataDir: folder, log })
    await endRecovery(pidOf(folder))
    await untilAnswers(embedded.connection)
    await embedded.stop()
  })

  test('[H-32] serves two starts at once with one postgres', async () => {
    const folder = join(root, 'twice')
    const both = await Promise.all([
      startEmbedded({ dataDir: folder, log }),
      startEmbedded({ dataDir: folder, log }),
    ])
    assert.equal(both[0].connection.host, both[1].connection.host)
    for (const embedded of both) await embedded.stop()
  })

  test('runs for an ordinary user', { skip: !canBecomeOrdinary && 'needs root' }, async () => {
    const folder = join(root, 'ordinary')
    mkdirSync(folder)
    chownSync(folder, ordinary.uid, ordinary.gid)
    await startAndBeKilled(folder, ordinary)
    assert.equal(statSync(join(folder, 'postgres/password')).uid, ordinary.uid)
    // Root comes later, and keeps the database with the user it belongs to.
    const embedded = await startEmbedded({ dataDir: folder, log })
    assert.equal(embedded.adopted, true)
    await embedded.stop()
  })

  test('clears away what a killed first start left', async () => {
    const folder = join(root, 'killed')
    mkdirSync(join(folder, 'postgres/unfinished-999999999-abcdef'), { recursive: true })
    const embedded = await startEmbedded({ dataDir: folder, log })
    await embedded.stop()
    const left = readdirSync(join(folder, 'postgres')).sort()
    assert.deepEqual(left, ['18', 'password', 'postgres.log', 'socket'])
  })

  test('refuses the data of another major version', async () => {
    const folder = join(root, 'older')
    mkdirSync(join(folder, 'postgres/17'), { recursive: true })
    await assert.rejects(
      startEmbedded({ dataDir: folder, log }),
      /PostgreSQL 17.*the version of Otklik that made it/s,
    )
  })
})

/** As on a disk that is full for a moment: it crashes, and so does what would recover it. */
async function endRecovery(postmaster: number): Promise<void> {
  for (;;) {
    const recovery = childOf(postmaster, 'startup')
    if (recovery !== undefined) return void process.kill(recovery, 'SIGKILL')
    const writer = childOf(postmaster, 'walwriter')
    if (writer !== undefined) process.kill(writer, 'SIGKILL')
    await new Promise(setImmediate)
  }
}

function childOf(postmaster: number, what: string): number | undefined {
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8')
  return children
    .trim()
    .split(' ')
    .map(Number)
    .find((pid) => titleOf(pid).startsWith(`postgres: ${what}`))
}

function titleOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return '' // Gone meanwhile.
  }
}

async function untilAnswers(connection: EmbeddedConnection): Promise<void> {
  for (;;) {
    try {
      await ask(connection, 'select 1')
      return
    } catch {
      await sleep(50)
    }
  }
}
