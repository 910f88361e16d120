import { type Connection, type Database, openDatabase } from '../database/index.ts'

/** Less than from one beat to the next. */
const PATIENCE_MS = 2500

/**
 * The one connection that a process says over that it lives. It stands in no queue behind work, and is
 * given up for another one when no answer comes, as when the network swallows everything.
 */
export const openBeating = (connection: Connection, patienceMs = PATIENCE_MS): Database =>
  openDatabase({
    ...connection,
    ...{ max: 1, keepAlive: true },
    ...{ query_timeout: patienceMs, connectionTimeoutMillis: PATIENCE_MS },
  })
