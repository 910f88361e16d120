import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

import type { Config } from '../config.ts'
import {
  type Connection,
  DatabaseTakenError,
  type EmbeddedConnection,
  type ServerLock,
  startEmbedded,
  takeServerLock,
} from '../database/index.ts'
import { MovingError } from './moving-error.ts'

const log = { info() {}, warn: (line: string) => console.warn(line) }

/** The database of this installation, whether or not a server runs on it. */
export async function openHouse(
  config: Config,
): Promise<{ connection: Connection; close(): Promise<void> }> {
  const { databaseUrl } = config
  if (databaseUrl) return { connection: { connectionString: databaseUrl }, async close() {} }
  return openEmbedded(config.dataDir)
}

export async function openEmbedded(
  dataDir: string,
): Promise<{ connection: EmbeddedConnection; close(): Promise<void> }> {
  const embedded = await startEmbedded({ dataDir, log })
  await embedded.leave()
  const { connection, adopted } = embedded
  return {
    connection,
    async close() {
      // A server that came meanwhile has adopted what we started.
      if (adopted || !(await isFree(connection))) return
      await embedded.stop()
    },
  }
}

export function refuseWithoutDatabase({ databaseUrl, dataDir }: Config): void {
  if (databaseUrl || existsSync(join(dataDir, 'postgres'))) return
  throw new MovingError(
    `There is no database in ${dataDir}. Name the folder of yours in DATA_DIR, or set DATABASE_URL.`,
  )
}

/** No server may start before it is released. */
export function lockOut(connection: Connection): Promise<ServerLock> {
  return takeServerLock(connection, { onTaken() {}, onLost() {}, onRegained() {} })
}

async function isFree(connection: Connection): Promise<boolean> {
  try {
    await (await lockOut(connection)).release()
    return true
  } catch (error) {
    if (error instanceof DatabaseTakenError) return false
    throw error
  }
}

/** Patient, and with everything set that decides how values are written as text. */
const session = `
  set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0;
  set timezone = 'UTC'; set datestyle = 'ISO, MDY'; set intervalstyle = 'iso_8601';
  set extra_float_digits = 1; set bytea_output = 'hex'`

export async function withClient<Result>(
  connection: Connection,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(connection)
  client.on('error', () => {}) // The query under way reports it.
  await client.connect()
  try {
    await client.query(session)
    return await work(client)
  } finally {
    await client.end()
  }
}
