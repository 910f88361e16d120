/**
 * `npm run bench -- sockets [--counts 200,1000,10000]`: so many workplaces of one company are open,
 * all of which see everything: what each costs in memory, and how long it takes until the last of
 * them is told of a message. Ten thousand take as many file handles on either side (`ulimit -n`).
 */
import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import { openCentre } from './centre.ts'
import { measured } from './measured.ts'
import { residentMb } from './proc.ts'
import { openListeners } from './socket-listeners.ts'
import { atMost, figure, type Line, percentile, print } from './table.ts'

const { values: options } = parseArgs({
  options: { counts: { type: 'string', default: '200,1000,10000' } },
})
const OPERATORS = 200
const CUSTOMERS = 100
/** So many frames go out each second, whatever the number of sockets. */
const FRAMES_PER_SECOND = 4000
const MESSAGES = 100
const SETTLE_MS = 5000

for (const count of options.counts.split(',')) print(await measureSockets(Number(count)), 40)
const [load1 = 0] = loadavg()
console.log(`\nNode ${process.version} · load average ${load1.toFixed(2)}\n`)

async function measureSockets(count: number): Promise<Line[]> {
  const centre = await openCentre({ operators: OPERATORS, people: CUSTOMERS })
  try {
    await centre.load.put({ count: CUSTOMERS })
    await sleep(SETTLE_MS)
    const before = residentMb(centre.processes.server)
    const listeners = await openListeners(centre, count)
    await sleep(SETTLE_MS)
    const each = ((residentMb(centre.processes.server) - before) * 1024) / count
    listeners.forget()
    const perSecond = Math.max(1, FRAMES_PER_SECOND / count)
    const messages = Math.min(MESSAGES, perSecond * 20)
    const work = await measured(centre.processes, async () => {
      const result = await centre.load.put({ count: messages, perSecond })
      await listeners.reach(messages)
      return result
    })
    const last = listeners.lastAfterMs()
    listeners.close()
    return [
      atMost(`${count} sockets, memory of each`, each, 10, 'KB'),
      figure(
        `  at ${perSecond} msg/s, the first is told after: p50`,
        percentile(work.result.pushMs, 0.5),
        'ms',
      ),
      figure('  the last, so much later: p50', percentile(last, 0.5), 'ms'),
      figure('  p95', percentile(last, 0.95), 'ms'),
      figure(
        '  Node per message and 1,000 sockets',
        (work.serverCpuMs / messages / count) * 1000,
        'ms CPU',
      ),
    ]
  } finally {
    await centre.end()
  }
}
