import pg from 'pg'
import type { Connection, Database } from './database.ts'

/**
 * One server process per database, unless several were asked for: two that do not know of each other
 * would send everything twice. Several share the lock, and one that is alone does not get it.
 */
export interface ServerLock {
  /** False while the connection is away: nothing may be written then. */
  readonly isHeld: boolean
  release(): Promise<void>
}

export class DatabaseTakenError extends Error {
  override readonly name = 'DatabaseTakenError'

  constructor() {
    super(
      'Another Otklik server already runs on this database. Stop it first (npm stop), or set CLUSTER=1 for all of them.',
    )
  }
}

interface Options {
  /** One of several processes: others of the kind may hold it as well. */
  isShared?: boolean
  /** The connection was lost, and somebody else took the lock before us: time to end. */
  onTaken(): void
  onLost(): void
  onRegained(): void
}

const KEY = 141_421_356
const WAIT_MS = 5000
const RETRY_MS = 250

/** Held by a connection of its own, so that it ends with the process and with nothing else. */
export async function takeServerLock(
  connection: Connection,
  options: Options,
): Promise<ServerLock> {
  let client = await acquire(connection, options)
  let isHeld = true
  let isReleased = false

  function watch(): void {
    client.on('error', () => {})
    client.on('end', () => {
      if (isReleased || !isHeld) return
      isHeld = false
      options.onLost()
      void regain()
    })
  }

  async function regain(): Promise<void> {
    while (!isReleased) {
      try {
        client = await acquire(connection, options)
        isHeld = true
        watch()
        options.onRegained()
        return
      } catch (error) {
        if (error instanceof DatabaseTakenError) return options.onTaken()
        await pause(RETRY_MS)
      }
    }
  }

  watch()
  return {
    get isHeld() {
      return isHeld
    },
    async release() {
      isReleased = true
      await client.end().catch(() => {})
    },
  }
}

async function acquire(
  connection: Connection,
  { isShared = false }: Pick<Options, 'isShared'>,
): Promise<pg.Client> {
  const client = new pg.Client({
    ...connection,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5000,
  })
  client.on('error', () => {})
  await client.connect()
  const take = isShared ? 'pg_try_advisory_lock_shared' : 'pg_try_advisory_lock'
  const until = performance.now() + WAIT_MS
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(`select ${take}($1) as taken`, [KEY])
    if (rows[0]?.taken) return client
    if (performance.now() > until) {
      await client.end()
      throw new DatabaseTakenError()
    }
    await pause(RETRY_MS)
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The same database, but only while the lock is ours: every query waits for better times else. */
export function whileHeld(database: Database, lock: Pick<ServerLock, 'isHeld'>): Database {
  const check = () => {
    if (!lock.isHeld) throw Object.assign(new Error('the database is away'), { code: '57P03' })
  }
  return {
    ...database,
    query: async (text, values) => {
      check()
      return database.query(text, values)
    },
    transaction: async (work) => {
      check()
      return database.transaction(async (client) => {
        const result = await work(client)
        // It may have slept in between: nothing of it counts then.
        check()
        return result
      })
    },
  }
}
