import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Cluster, database, type EmbeddedConnection, superuser } from './cluster.ts'
import { endPostmaster, hasGivenUp, type Postmaster } from './postmaster.ts'
import { port } from './socket-folder.ts'

/** After this long a start is a recovery worth a line in the log. */
const remarkableMs = 3_000
/** Between two of its processes there may be a moment without either. */
const givenUpMs = 3_000

export function connectionTo(cluster: Cluster, { socketFolder }: Postmaster): EmbeddedConnection {
  return { host: socketFolder, port, user: superuser, password: cluster.password, database }
}

/** Resolves to false when postgres ended instead of answering, or had to be ended. */
export async function waitForAnswer(cluster: Cluster, postmaster: Postmaster): Promise<boolean> {
  const startedAt = Date.now()
  let wasRemarked = false
  let givenUpSince: number | undefined
  while (postmaster.isAlive()) {
    if (await answers(connectionTo(cluster, postmaster))) return true
    givenUpSince = hasGivenUp(postmaster) ? (givenUpSince ?? Date.now()) : undefined
    if (givenUpSince !== undefined && Date.now() - givenUpSince > givenUpMs) {
      cluster.log.warn('PostgreSQL has given up its recovery: starting it again.')
      await endPostmaster(postmaster)
    }
    if (!wasRemarked && Date.now() - startedAt > remarkableMs) {
      wasRemarked = true
      cluster.log.info('PostgreSQL is recovering from an unclean stop; this may take a while.')
    }
    await sleep(10)
  }
  return false
}

async function answers(connection: EmbeddedConnection): Promise<boolean> {
  try {
    await query(connection, 'select 1')
    return true
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code === '3D000') return createDatabase(connection)
    if (code && isNotReady.has(code)) return false
    if (isBroken(error)) return false
    throw error
  }
}

/** No socket yet; nobody listens on it; starting up, or shutting down. */
const isNotReady = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03', '57P01'])

/** pg gives no code when postgres closes the connection in the middle of the greeting. */
function isBroken(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Connection terminated')
}

async function createDatabase(connection: EmbeddedConnection): Promise<boolean> {
  try {
    await query({ ...connection, database: 'postgres' }, `create database ${database}`)
  } catch (error) {
    // Another start was quicker: 42P04 when it has finished, 23505 while it works.
    const code = (error as { code?: string }).code
    if (code !== '42P04' && code !== '23505') throw error
  }
  return true
}

async function query(connection: EmbeddedConnection, sql: string): Promise<void> {
  const client = new pg.Client(connection)
  client.on('error', () => {}) // The query below reports it.
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
