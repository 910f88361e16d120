/**
 * `npm run bench -- processes`: what one, two and three processes on one PostgreSQL store and push
 * together. One company with three channels; three load generators, each with a socket, write to one
 * channel each, whichever process it belongs to.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

import { connectBot, setUpCompany } from './company.ts'
import { freePorts } from './free-ports.ts'
import { type Load, openLoad } from './load.ts'
import { openPlatform } from './platform.ts'
import { cpuMs, familyCpuMs } from './proc.ts'
import { databaseOf, postmasterOf, type RunningServer, startServer } from './server.ts'
import { figure, type Line, print } from './table.ts'

const { values: options } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } })
const FULL_MS = Number(options.seconds) * 1000
const MOST = 3
const PEOPLE = 300
/** More than any run writes to one channel. */
const UPDATES_OF_A_RUN = 10_000_000
/** A process gives back with its next beat what is beyond its share, and another takes it with its own. */
const SHARED_WITHIN_MS = 8000

const dataDir = mkdtempSync(join(tmpdir(), 'otklik-bench-'))
chmodSync(dataDir, 0o711) // Root hands postgres to another user, who must get in.
const platform = await openPlatform(MOST)
const [makerPort = 0, sandboxPort = 0, ...ports] = await freePorts(2 + MOST)
const originOf = (at: number) => `http://127.0.0.1:${ports[at]}`
const common = {
  SANDBOX_PORT: String(sandboxPort),
  DEMO: '0',
  PUBLIC_URL: originOf(0),
  ALLOW_LOOPBACK_PLATFORMS: '1',
  TELEGRAM_API_URL: platform.apiUrl,
  LOG_LEVEL: 'warn',
}

// A server that is killed leaves its PostgreSQL behind, for all of the others.
const maker = await startServer({ dataDir, port: makerPort, environment: common })
await maker.end('SIGKILL')
const postmaster = postmasterOf(dataDir)
const { host, user, password, database } = databaseOf(dataDir)
const told = {
  ...common,
  DATABASE_URL: `postgres://${user}:${encodeURIComponent(password)}@/${database}?host=${host}`,
  SECRET_KEY_FILE: join(dataDir, 'secret.key'),
  FILES_URL: pathToFileURL(join(dataDir, 'files')).href,
}

const start = (at: number, environment: Record<string, string>): Promise<RunningServer> => {
  const folder = join(dataDir, `process-${at}`)
  mkdirSync(folder, { recursive: true })
  return startServer({ dataDir: folder, port: ports[at] ?? 0, environment })
}

const lines: Line[] = []
let cookie = ''
let runs = 0
for (const [name, count, more] of [
  ['alone, without CLUSTER', 1, {}],
  ['one process', 1, { CLUSTER: '1' }],
  ['two processes', 2, { CLUSTER: '1' }],
  ['three processes', 3, { CLUSTER: '1' }],
] as const) {
  const servers: RunningServer[] = []
  for (let at = 0; at < count; at++) servers.push(await start(at, { ...told, ...more }))
  if (!cookie) {
    cookie = await setUpCompany(originOf(0))
    for (const token of platform.tokens) await connectBot(originOf(0), cookie, token)
  }
  await sleep(SHARED_WITHIN_MS)
  lines.push(...(await measure(name, servers)))
  for (const server of servers) await server.end('SIGTERM')
}

async function measure(name: string, servers: RunningServer[]): Promise<Line[]> {
  const firstUpdate = ++runs * UPDATES_OF_A_RUN
  const loads: Load[] = []
  for (const [at, subscription] of (await platform.subscriptions).entries()) {
    const origin = originOf(at % servers.length)
    loads.push(
      await openLoad({
        ...{
          cookie,
          people: PEOPLE,
          origin: common.PUBLIC_URL,
          mark: `${runs}w${at}`,
          firstUpdate,
        },
        url: origin + new URL(subscription.url).pathname,
        secret: subscription.secret,
        feedUrl: `${origin.replace('http', 'ws')}/api/v1/feed?since=${await lastNumber()}`,
      }),
    )
  }
  // Everybody's first message opens a conversation: that is not what is measured.
  await Promise.all(loads.map((load) => load.put({ count: PEOPLE })))
  const pids = servers.map(({ pid }) => pid)
  const before = { node: pids.map(cpuMs), database: familyCpuMs(postmaster) }
  const results = await Promise.all(
    loads.map((load) => load.put({ count: Number.MAX_SAFE_INTEGER, forMs: FULL_MS })),
  )
  const nodeMs = pids.map((pid, at) => cpuMs(pid) - (before.node[at] ?? 0))
  const databaseMs = familyCpuMs(postmaster) - before.database
  for (const load of loads) load.end()
  const count = results.reduce((sum, { count, refused }) => sum + count - refused, 0)
  const lost = results.reduce((sum, result) => sum + result.lost, 0)
  const tookMs = Math.max(...results.map((result) => result.tookMs))
  return [
    figure(`${name}: stored and pushed`, count / (tookMs / 1000), 'msg/s'),
    figure('  Node per message', nodeMs.reduce((sum, ms) => sum + ms, 0) / count, 'ms CPU'),
    figure('  database per message', databaseMs / count, 'ms CPU'),
    figure('  acknowledged and not pushed in time', lost, ''),
  ]
}

async function lastNumber(): Promise<number> {
  const answer = await fetch(`${originOf(0)}/api/v1/snapshot`, { headers: { cookie } })
  return ((await answer.json()) as { number: number }).number
}

print(lines)
const [load1 = 0] = loadavg()
console.log(
  `\nNode ${process.version} · ${availableParallelism()} cores, ${MOST} load generators and PostgreSQL on them too · ` +
    `load average ${load1.toFixed(2)}\n`,
)
platform.close()
process.kill(postmaster, 'SIGINT')
await sleep(500)
rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
