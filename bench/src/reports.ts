/**
 * `npm run bench -- reports [--conversations 1000000]`: gives a company a year of so many
 * conversations and asks for reports as managers do. Never fails a build on a time.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'

import { connectBot, setUpCompany } from './company.ts'
import { freePorts } from './free-ports.ts'
import { openPlatform } from './platform.ts'
import { fillReports, type PlantedIds } from './reports-company.ts'
import { databaseOf, startServer } from './server.ts'
import { atMost, figure, type Line, percentile, print } from './table.ts'

const { values } = parseArgs({
  options: { conversations: { type: 'string', default: '1000000' } },
})
const conversations = Number(values.conversations)
const ROUNDS = 5
const READY_WITHIN_MS = 300
const DAY_MS = 86_400_000
const WIDTH = 45

await run()

async function run(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-bench-'))
  chmodSync(dataDir, 0o711) // Root hands postgres to another user, who must get in.
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
  const cookie = await setUpCompany(origin)
  await connectBot(origin, cookie, platform.token)
  const client = new pg.Client(databaseOf(dataDir))
  await client.connect()
  try {
    const startedAt = performance.now()
    const ids = await fillReports(client, conversations)
    const seconds = (performance.now() - startedAt) / 1000
    tell(figure(`${conversations} conversations planted`, seconds, 's'))
    tell(figure('attribution summed by the server', await attributionSummed(client), 's'))
    const all: number[] = []
    for (const [name, paths] of Object.entries(questions(ids))) {
      // What was never asked before is read from the disk; people ask again and again.
      for (const path of paths) await timed(origin, cookie, path)
      const times: number[] = []
      for (let round = 0; round < ROUNDS; round++) {
        for (const path of paths) times.push(await timed(origin, cookie, path))
      }
      all.push(...times)
      tell(
        figure(`${name}: p50`, percentile(times, 0.5), 'ms'),
        atMost('  p95', percentile(times, 0.95), READY_WITHIN_MS, 'ms'),
      )
    }
    tell(atMost('all of them: p95', percentile(all, 0.95), READY_WITHIN_MS, 'ms'))
  } finally {
    await client.end()
    await server.end('SIGTERM')
    platform.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** After how long no day is left that the server has to sum. */
async function attributionSummed(client: pg.Client): Promise<number> {
  const startedAt = performance.now()
  const isLeft = `select from attribution_changes
    union all select where not exists (select from attribution_cursors where time_zone <> '') limit 1`
  while ((await client.query(isLeft)).rowCount !== 0) await sleep(500)
  await client.query('vacuum (analyze) attribution_sums')
  return (performance.now() - startedAt) / 1000
}

/** As it comes: the whole takes minutes. */
function tell(...lines: Line[]): void {
  print(lines, WIDTH)
}

function questions({ channels, teams, operators }: PlantedIds): Record<string, string[]> {
  const dayAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10)
  const last = (days: number) => `from=${dayAgo(days - 1)}&to=${dayAgo(0)}`
  const tables = ['channels', 'teams', 'operators', 'bots', 'topics', 'tags', 'sources']
  tables.push('ratings', 'sla')
  const each = (days: number, more = '') =>
    ['overview', ...tables].map((name) => `${name}?${last(days)}${more}`)
  const behind = (metric: string, days: number, more = '') =>
    `conversations?${last(days)}&metric=${metric}${more}`
  return {
    'a week': each(7),
    'a month beside the one before': each(30, '&compare=before'),
    'three months': each(92),
    'a year': each(365),
    'a month of one channel': [`overview?${last(30)}&channelIds=${channels[1]}`],
    'a year of one team': [`overview?${last(365)}&teamIds=${teams[1]}`],
    'a month by operators, of one channel': [`operators?${last(30)}&channelIds=${channels[1]}`],
    'a month by topics, of one team': [`topics?${last(30)}&teamIds=${teams[1]}`],
    'three months by operators, of one channel': [
      `operators?${last(92)}&channelIds=${channels[1]}`,
    ],
    'load by hours, and the funnel': [`heat?${last(92)}`, `funnel?${last(365)}`],
    'a month by statuses beside the one before': [`statuses?${last(30)}&compare=before`],
    'a year by statuses': [`statuses?${last(365)}`],
    'attribution of a month beside the one before': [`attribution?${last(30)}&compare=before`],
    'attribution of a month, of one channel': [`attribution?${last(30)}&channelIds=${channels[1]}`],
    'attribution of three months': [`attribution?${last(92)}`],
    'conversations behind attribution of a month': ['matched', 'unmatched'].map(
      (figure) => `attribution/conversations?${last(30)}&figure=${figure}`,
    ),
    'conversations behind an hour of three months': [
      `conversations?${last(92)}&metric=incoming&weekday=2&hour=12`,
    ],
    'conversations behind a figure of a month': [
      behind('opened', 30),
      behind('first-response', 30, `&operatorIds=${operators[3]}`),
      behind('rated.1', 30),
      behind('undelivered', 30),
    ],
  }
}

async function timed(origin: string, cookie: string, path: string): Promise<number> {
  const startedAt = performance.now()
  const answer = await fetch(`${origin}/api/v1/reports/${path}`, { headers: { cookie } })
  await answer.arrayBuffer()
  if (answer.status === 429) {
    // One person may not ask this often: what had to wait is not counted.
    await sleep(1000)
    return timed(origin, cookie, path)
  }
  if (!answer.ok) throw new Error(`${answer.status} for ${path}`)
  return performance.now() - startedAt
}
