import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

import type { Connection } from '../database/index.ts'
import { atEnd } from './at-end.ts'

let cluster: Promise<Connection> | undefined

/** The superuser's way into the cluster of this test run, or into one of this file's own. */
export function connectToCluster(): Promise<Connection> {
  cluster ??= openCluster()
  return cluster
}

async function openCluster(): Promise<Connection> {
  const url = process.env.TEST_DATABASE_URL
  if (!url) return startOwnCluster()
  // pg reads addresses that the URL class refuses: without a host, with a socket folder instead.
  const { host, port, user, password, database } = new pg.Client({ connectionString: url })
  return { host, port, user, password: password ?? '', database }
}

/** A single test file run by hand brings its database with it. */
async function startOwnCluster(): Promise<Connection> {
  const { startEmbedded } = await import('../database/embedded/index.ts')
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-test-'))
  chmodSync(dataDir, 0o711) // root hands postgres to another user, who must get in
  const log = { info() {}, warn: console.warn }
  const { connection, stop } = await startEmbedded({ dataDir, log, isDurable: false })
  atEnd(async () => {
    await stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return { ...connection, database: 'postgres' }
}
