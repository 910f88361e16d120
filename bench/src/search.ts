/**
 * `npm run bench -- search [--messages 5000000] [--data folder]`: fills a company with that many
 * messages over three years, lets the server come up over them and asks it as people do. With a
 * folder it is filled once and asked again and again. Never fails a build on a time.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'

import { connectBot, setUpCompany } from './company.ts'
import { freePorts } from './free-ports.ts'
import { openPlatform } from './platform.ts'
import { familyCpuMs } from './proc.ts'
import { fillCompany } from './search-company.ts'
import { askers, signIn } from './search-people.ts'
import { type Question, questions } from './search-questions.ts'
import { databaseOf, postmasterOf, startServer } from './server.ts'
import { atMost, figure, type Line, percentile, print } from './table.ts'

const { values: options } = parseArgs({
  options: {
    messages: { type: 'string', default: '5000000' },
    data: { type: 'string' },
    /** Only the questions whose name has this in it. */
    only: { type: 'string', default: '' },
  },
})
const ASKED = 60
const READY_WITHIN_MS = 50

const dataDir = options.data ?? mkdtempSync(join(tmpdir(), 'otklik-bench-'))
mkdirSync(dataDir, { recursive: true })
chmodSync(dataDir, 0o711) // Root hands postgres to another user, who must get in.
const note = join(dataDir, 'bench.json')
const platform = await openPlatform()
const [port = 0, sandboxPort = 0] = await freePorts(2)
const origin = `http://127.0.0.1:${port}`
const server = await startServer({
  dataDir,
  port,
  environment: {
    SANDBOX_PORT: String(sandboxPort),
    DEMO: '0',
    PUBLIC_URL: origin,
    ALLOW_LOOPBACK_PLATFORMS: '1',
    TELEGRAM_API_URL: platform.apiUrl,
    LOG_LEVEL: 'warn',
  },
})
const client = new pg.Client(databaseOf(dataDir))
await client.connect()
/** How many questions were measured: each is asked by another. */
let measuredCount = 0
try {
  const { count, cookie } = await company()
  const all = await questions(client, count)
  const asks = all.filter(({ name }) => name.includes(options.only))
  const width = Math.max(...asks.map(({ name }) => name.length)) + ': p50'.length
  const postmaster = postmasterOf(dataDir)
  for (const question of asks) print(await measure(question, { cookie, postmaster }), width)
} finally {
  await client.end()
  await server.end('SIGTERM')
  platform.close()
  if (!options.data) rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
}
const [load1 = 0] = loadavg()
console.log(`\nNode ${process.version} · load average ${load1.toFixed(2)}\n`)

async function company(): Promise<{ count: number; cookie: string }> {
  if (existsSync(note)) return JSON.parse(readFileSync(note, 'utf8'))
  const cookie = await setUpCompany(origin)
  await connectBot(origin, cookie, platform.token)
  const startedAt = performance.now()
  const count = await fillCompany(client, Number(options.messages))
  print([figure(`${count} messages planted`, (performance.now() - startedAt) / 1000, 's')])
  writeFileSync(note, JSON.stringify({ count, cookie }))
  return { count, cookie }
}

interface Asking {
  cookie: string
  postmaster: number
}

async function measure(question: Question, { cookie, postmaster }: Asking): Promise<Line[]> {
  const { by, paths } = question
  const theirs = await signIn(client, { cookie, operator: askers[by](measuredCount++) })
  const ask = (n: number) => timed(theirs, paths[n % paths.length] ?? '')
  // What was never asked before is read from the disk; people ask again and again.
  for (let asked = 0; asked < Math.min(20, paths.length); asked++) await ask(asked)
  const times: number[] = []
  const before = familyCpuMs(postmaster)
  for (let asked = 0; asked < ASKED; asked++) times.push(await ask(asked))
  const cpu = (familyCpuMs(postmaster) - before) / ASKED
  return [
    figure(`${question.name}: p50`, percentile(times, 0.5), 'ms'),
    atMost('  p95', percentile(times, 0.95), READY_WITHIN_MS, 'ms'),
    figure('  of the database', cpu, 'ms CPU'),
  ]
}

async function timed(cookie: string, path: string): Promise<number> {
  const startedAt = performance.now()
  const answer = await fetch(origin + path, { headers: { cookie } })
  await answer.arrayBuffer()
  if (answer.status === 429) {
    // One person may not ask this often: what had to wait is not counted.
    await sleep(1000)
    return timed(cookie, path)
  }
  if (!answer.ok) throw new Error(`${answer.status} for ${path}`)
  return performance.now() - startedAt
}
