/**
 * A PostgreSQL for one run of the tests, in a process of its own: it lives until its stdin closes,
 * which happens even when the run is killed. Prints the address and waits.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../server/src/database/embedded/index.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'otklik-tests-'))
chmodSync(dataDir, 0o711) // Root hands postgres to another user, who must get in.
const log = { info: console.error, warn: console.error }
const { connection, stop } = await startEmbedded({ dataDir, log, isDurable: false })
const { user, password, host } = connection
console.log(`postgres://${user}:${password}@/postgres?host=${encodeURIComponent(host)}`)

process.stdin.resume().once('close', async () => {
  await stop()
  rmSync(dataDir, { recursive: true, force: true })
})
