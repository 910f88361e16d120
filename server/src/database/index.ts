export { type Connection, type Database, openDatabase, type Queryable } from './database.ts'
export {
  backUpCluster,
  type EmbeddedConnection,
  restoreCluster,
  startEmbedded,
  stopEmbedded,
} from './embedded/index.ts'
export { isTransient } from './errors.ts'
export { appendFeed, type FeedEntry } from './feed.ts'
export {
  keepPartitions,
  listMigrations,
  migrate,
  runMigrations,
  versionOfDatabase,
} from './migrate.ts'
export { isNotSuspended } from './not-suspended.ts'
export { DatabaseTakenError, type ServerLock, takeServerLock, whileHeld } from './server-lock.ts'

export {
  appendWakeUp,
  lockAccount,
  officeOpened,
  renewSettings,
  type Sweep,
  settingsChanged,
} from './settings-changed.ts'
