import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

import { connectBot, setUpCompany } from './company.ts'
import { freePorts } from './free-ports.ts'
import { type Load, openLoad } from './load.ts'
import { openPlatform } from './platform.ts'
import { databaseOf, postmasterOf, startServer } from './server.ts'

/** A server of its own with a company of many, whose work is given out by itself. */
export interface Centre {
  load: Load
  processes: { server: number; postmaster: number }
  database: pg.Client
  /** Where an operator's socket is, and what it is opened with. */
  feed: { url: string; cookie: string; origin: string }
  /** As many places as this for each operator. Routing hears of it at once. */
  setCapacity(capacity: number): Promise<void>
  /** Columns of the team's settings; everybody reads them anew. */
  setTeam(settings: object): Promise<void>
  /** As the owner, who manages everything. */
  ask(method: string, path: string, body?: object): Promise<Record<string, string | number>>
  count(where: string): Promise<number>
  /** The seconds until as many conversations are so. */
  reach(count: number, where: string): Promise<number>
  end(): Promise<void>
}

export const OPERATORS = 40
/** Each message is somebody's first. */
const PEOPLE = 1_000_000
const PATIENCE_MS = 120_000

interface Size {
  operators?: number
  /** How many customers take turns in writing; by itself each message is somebody's first. */
  people?: number
  /** Where webhooks may go. */
  webhookHost?: string
  /** Where a profile of the server goes. */
  profile?: string | undefined
}

export async function openCentre({
  operators = OPERATORS,
  people = PEOPLE,
  webhookHost = '',
  profile,
}: Size = {}): Promise<Centre> {
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-bench-'))
  chmodSync(dataDir, 0o711) // Root hands postgres to another user, who must get in.
  const platform = await openPlatform()
  const [port = 0, sandboxPort = 0] = await freePorts(2)
  const origin = `http://127.0.0.1:${port}`
  const environment = {
    SANDBOX_PORT: String(sandboxPort),
    DEMO: '0',
    PUBLIC_URL: origin,
    ALLOW_LOOPBACK_PLATFORMS: '1',
    TELEGRAM_API_URL: platform.apiUrl,
    LOG_LEVEL: 'warn',
    ALLOWED_WEBHOOK_HOSTS: webhookHost,
  }
  const nodeFlags = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []
  const server = await startServer({ dataDir, port, environment, nodeFlags })
  const cookie = await setUpCompany(origin)
  await connectBot(origin, cookie, platform.token)
  const database = new pg.Client(databaseOf(dataDir))
  await database.connect()
  await database.query(hire, [operators])
  const feed = { url: `${origin.replace('http', 'ws')}/api/v1/feed?since=0`, cookie, origin }
  const subscription = await platform.subscription
  const load = await openLoad({
    ...{ ...subscription, cookie, origin, people },
    feedUrl: feed.url,
  })

  const count = async (where: string) => {
    const { rows } = await database.query(`select count(*)::int from conversations where ${where}`)
    return rows[0].count as number
  }
  const ask = async (method: string, path: string, body?: object) => {
    const headers = { origin, cookie, ...(body && { 'content-type': 'application/json' }) }
    const sent = body && { body: JSON.stringify(body) }
    const answer = await fetch(origin + path, { method, headers, ...sent })
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
    return (await answer.json()) as Record<string, string | number>
  }
  return {
    ...{ load, database, feed, count, ask },
    processes: { server: server.pid, postmaster: postmasterOf(dataDir) },
    async setCapacity(capacity) {
      await database.query(`update operators set capacity = $1 where online_until = 'infinity'`, [
        capacity,
      ])
      await ask('PUT', '/api/v1/operators/me/status', { status: 'online' })
    },
    async setTeam(settings) {
      await database.query('update teams set settings = settings || $1', [settings])
      await database.query('update accounts set settings_version = settings_version + 1')
    },
    async reach(wanted, where) {
      const startedAt = performance.now()
      while ((await count(where)) < wanted) {
        if (performance.now() - startedAt > PATIENCE_MS) throw new Error(`in vain: ${where}`)
        await sleep(10)
      }
      return (performance.now() - startedAt) / 1000
    },
    async end() {
      load.end()
      await database.end()
      const postmaster = postmasterOf(dataDir)
      // A profile is written by a process that ends by itself, and stops the database before.
      await server.end(profile ? 'SIGTERM' : 'SIGKILL')
      if (!profile) process.kill(postmaster, 'SIGINT')
      platform.close()
      await sleep(500)
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Colleagues of the owner, who has no places, with their workplaces open. */
const hire = `
  with people as (
    insert into users (id, email, name)
    select gen_random_uuid(), 'operator-' || n || '@example.com', 'Сотрудник ' || n
    from generate_series(1, $1::integer) n returning id, name
  ), members as (
    insert into memberships (account_id, user_id, role)
    select a.id, p.id, 'operator' from people p, accounts a
  ), owner as (
    update operators set capacity = 0
  ), team as (
    update teams set settings = settings ||
      '{"method": "least-loaded", "hand": "assign", "answerWaitS": 3600}'
  ), version as (
    update accounts set settings_version = settings_version + 1
  )
  insert into operators (account_id, id, user_id, name, is_present, online_until, capacity)
  select a.id, gen_random_uuid(), p.id, p.name, true, 'infinity', 0 from people p, accounts a`
