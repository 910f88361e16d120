import pg from 'pg'

/** Ids are text from the database to the browser; counters that fit a number are read as such. */
pg.types.setTypeParser(pg.types.builtins.INT8, (value) => {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
})

export type Connection = pg.PoolConfig

/** Where a query may run: the pool, or one client of it within a transaction. */
export interface Queryable {
  query<Row extends object>(
    text: string,
    values?: unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>
}

export interface Database extends Queryable {
  readonly pool: pg.Pool
  /** The only BEGIN … COMMIT from node: administration, sign-in, and the routing drain. */
  transaction<Result>(work: (client: Queryable) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** Limits that keep one lost client from holding up all others. */
const guards = [
  '-c idle_in_transaction_session_timeout=5000',
  '-c lock_timeout=5000',
  '-c statement_timeout=15000',
  '-c timezone=UTC',
  // Compiling a query takes longer than any of ours may.
  '-c jit=off',
].join(' ')

/** A new connection plans all functions anew, which takes longer than a hundred messages. */
const IDLE_MS = 60_000

export function openDatabase(connection: Connection): Database {
  const pool = new pg.Pool({ max: 12, idleTimeoutMillis: IDLE_MS, options: guards, ...connection })
  // A client that breaks while idle is replaced by the pool; the next query tells what is wrong.
  pool.on('error', () => {})
  // While a client is lent, the pool does not listen for it: a lost connection would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return {
    pool,
    query: (text, values) => pool.query(text, values),
    transaction: (work) => inTransaction(pool, work),
    close: () => pool.end(),
  }
}

async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: Queryable) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  // The pool listens to idle clients only, and an error nobody listens to ends the process. The
  // next query on a lost client rejects, so keeping the error is all there is to do.
  const onLost = (error: Error) => {
    broken = error
  }
  client.on('error', onLost)
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((rollback: Error) => {
      broken ??= rollback
    })
    throw error
  } finally {
    client.release(broken)
    client.off('error', onLost)
  }
}
