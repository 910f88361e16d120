/**
 * `npm run bench [-- --quick]`: how fast a webhook is stored and pushed to an operator's socket, what
 * that costs, and beside it what the database does alone; how fast work is given out and answers
 * leave, how late deadlines are, what the pages weigh. Never fails a build on a time. `-- search`
 * measures search instead (search.ts), `-- reports` reports (reports.ts), `-- crowd` the crowd alone
 * (crowd-alone.ts), `-- sockets` many sockets (sockets.ts), `-- soak` an hour of work (soak.ts),
 * `-- processes` several processes (processes.ts), `-- widget` what the pages weigh and webhooks
 * (widget-alone.ts).
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import { measureAnswers } from './answers.ts'
import { measureBots } from './bots.ts'
import { openCentre } from './centre.ts'
import { connectBot, setUpCompany } from './company.ts'
import { measureCrowd } from './crowd.ts'
import { measureDatabaseAlone } from './database-alone.ts'
import { measureDeadlines } from './deadlines.ts'
import { freePorts } from './free-ports.ts'
import { measureGivingOut } from './given-out.ts'
import { openLoad } from './load.ts'
import { measured } from './measured.ts'
import { openPlatform } from './platform.ts'
import { residentMb } from './proc.ts'
import { databaseOf, postmasterOf, startServer } from './server.ts'
import { atLeast, atMost, figure, type Line, percentile, print } from './table.ts'
import { measureWebhooks } from './webhooks.ts'
import { measureWidget } from './widget.ts'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    /** Writes a profile of the server under full load into this folder. */
    profile: { type: 'string' },
  },
})
const seconds = options.quick
  ? { full: 3, steady: 4, alone: 2, routing: 3 }
  : { full: 15, steady: 20, alone: 8, routing: 20 }
const TOGETHER = options.quick ? 1000 : 5000
const PEOPLE = 1000
const STEADY = 200
const IDLE_MS = options.quick ? 1000 : 5000

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
}
const nodeFlags = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] : []
const lines: Line[] = []

const first = await startServer({ dataDir, port, environment })
const cookie = await setUpCompany(origin)
await connectBot(origin, cookie, platform.token)
await first.end('SIGTERM')
const server = await startServer({ dataDir, port, environment, nodeFlags })
lines.push(atMost('start, the first', first.startMs / 1000, 5, 's'))
lines.push(atMost('start, a later one', server.startMs / 1000, 2, 's'))
await sleep(IDLE_MS)
lines.push(atMost('memory of Node, idle', residentMb(server.pid), 150, 'MB'))

const load = await openLoad({
  ...(await platform.subscription),
  ...{ cookie, origin, people: PEOPLE },
  feedUrl: `${origin.replace('http', 'ws')}/api/v1/feed?since=0`,
})
const processes = { server: server.pid, postmaster: postmasterOf(dataDir) }
// Everybody's first message opens a conversation: that is not what is measured.
await load.put({ count: PEOPLE * 2 })

const full = await measured(processes, () =>
  load.put({ count: Number.MAX_SAFE_INTEGER, forMs: seconds.full * 1000 }),
)
const fullRate = full.result.count / (full.result.tookMs / 1000)
lines.push(
  atLeast('stored and pushed, at full load', fullRate, 1000, 'msg/s'),
  figure('  Node per message', full.serverCpuMs / full.result.count, 'ms CPU'),
  figure('  database per message', full.databaseCpuMs / full.result.count, 'ms CPU'),
  atMost('  memory of Node, busy', full.mostResidentMb, 300, 'MB'),
)

const steady = await measured(processes, () =>
  load.put({ count: STEADY * seconds.steady, perSecond: STEADY }),
)
const { ackMs, pushMs } = steady.result
lines.push(
  figure(`acknowledged, at ${STEADY} msg/s: p50`, percentile(ackMs, 0.5), 'ms'),
  atMost('  p95', percentile(ackMs, 0.95), 20, 'ms'),
  figure('  p99', percentile(ackMs, 0.99), 'ms'),
  figure(`pushed, at ${STEADY} msg/s: p50`, percentile(pushMs, 0.5), 'ms'),
  atMost('  p95', percentile(pushMs, 0.95), 50, 'ms'),
  figure('  p99', percentile(pushMs, 0.99), 'ms'),
  figure('  Node per message', steady.serverCpuMs / steady.result.count, 'ms CPU'),
  figure('  database per message', steady.databaseCpuMs / steady.result.count, 'ms CPU'),
)
load.end()

// A profile is written by a process that ends by itself; PostgreSQL then has to be kept otherwise.
if (options.profile) await server.end('SIGTERM')
else {
  await server.end('SIGKILL')
  const alone = await measureDatabaseAlone(databaseOf(dataDir), seconds.alone * 1000)
  lines.push(
    figure('the database alone, load and apply', alone, 'msg/s'),
    figure('  of which we reach', (fullRate / alone) * 100, '%'),
  )
  process.kill(processes.postmaster, 'SIGINT')
}
platform.close()

const centre = await openCentre()
lines.push(
  ...(await measureGivingOut(centre, seconds.routing)),
  ...(await measureAnswers(centre)),
  ...(await measureDeadlines(centre, { seconds: seconds.routing, together: TOGETHER })),
  ...(await measureBots(centre)),
  ...(await measureWidget(centre)),
)
await centre.end()
lines.push(...(await measureWebhooks()))
lines.push(...(await measureCrowd(seconds.routing)))

const [load1 = 0] = loadavg()
console.log(
  `\n${new Date().toISOString()} · Node ${process.version} · load average ${load1.toFixed(2)}\n`,
)
print(lines)
const { lost, refused } = steady.result
console.log(`\nrefused ${refused}, acknowledged and not pushed ${lost}\n`)
await sleep(500)
rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
