import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** A database for one server, and what its server has to be told. */
export interface OwnDatabase {
  environment: Record<string, string>
  drop(): Promise<void>
}

/**
 * In the PostgreSQL of this test run, where there is one: a copy of what other tests have migrated
 * already, so that a journey does not wait for a PostgreSQL of its own.
 */
export async function makeDatabase(): Promise<OwnDatabase | undefined> {
  const cluster = process.env.TEST_DATABASE_URL
  if (!cluster) return undefined
  const name = `journey_${randomBytes(6).toString('hex')}`
  await inCluster(cluster, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      `select datname from pg_database where datname ~ '^template_[0-9a-f]{12}$' limit 1`,
    )
    await client.query(`create database ${name} template ${rows[0]?.datname ?? 'template0'}`)
  })
  return {
    environment: {
      DATABASE_URL: ofDatabase(cluster, name),
      SECRET_KEY: randomBytes(32).toString('base64'),
    },
    drop: () => inCluster(cluster, (client) => client.query(`drop database ${name} with (force)`)),
  }
}

async function inCluster(url: string, work: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

// pg reads addresses that the URL class refuses: without a host, with a socket folder instead.
const ofDatabase = (cluster: string, name: string): string =>
  cluster.replace(/\/[^/?@]*(?=\?|$)/, `/${name}`)
