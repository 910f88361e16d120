import { join } from 'node:path'
import pg from 'pg'

import { databaseOf } from './data-dir.ts'
import { makeDatabase } from './database.ts'
import { freePorts } from './free-ports.ts'
import type { Target } from './link.ts'
import { ServerProcess } from './server-process.ts'

/** A database that servers are told of, and do not run themselves. */
export interface Postgres {
  /** Past whatever lies between it and the servers. */
  config: pg.ClientConfig
  /** Where it answers. */
  target: Target
  /** What a server that reaches it on this port has to be told. */
  environment(port: number): Record<string, string>
  close(): Promise<void>
}

/** In the PostgreSQL of this test run, or in one that a server has made and left behind. */
export async function openPostgres(dataDir: string): Promise<Postgres> {
  const own = await makeDatabase()
  if (!own) return leavePostgres(dataDir)
  const { DATABASE_URL: url = '', SECRET_KEY: key = '' } = own.environment
  const { host, port, user, password, database } = new pg.Client({ connectionString: url })
  const config = {
    host,
    port,
    user: user ?? '',
    password: password ?? '',
    database: database ?? '',
  }
  return { ...reached(config, { SECRET_KEY: key }), close: () => own.drop() }
}

/** A server that is killed leaves its PostgreSQL running. */
export async function leavePostgres(dataDir: string): Promise<Postgres> {
  const [port = 0] = await freePorts(1)
  const maker = new ServerProcess({ dataDir, port, environment: { DEMO: '0' } })
  await maker.start()
  await maker.kill()
  const key = { SECRET_KEY_FILE: join(dataDir, 'secret.key') }
  return { ...reached(databaseOf(dataDir), key), close: () => maker.stop() }
}

interface Way {
  host: string
  port: number
  user: string
  password: string
  database: string
}

function reached(config: Way, key: Record<string, string>): Omit<Postgres, 'close'> {
  const { host, user, password, database } = config
  const isSocket = host.startsWith('/')
  return {
    config,
    target: isSocket ? { path: join(host, `.s.PGSQL.${config.port}`) } : { port: config.port },
    environment: (port) => ({
      DATABASE_URL: `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
      ...key,
    }),
  }
}
