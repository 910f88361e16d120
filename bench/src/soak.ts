/**
 * `npm run bench -- soak [--minutes 60] [--rate 10]`: a company at work for an hour. Does the server
 * grow, does it keep file handles, and how much of the disk does a message take? The slope of memory
 * is the line of least squares through what was seen after warming up.
 */
import { readdirSync } from 'node:fs'
import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'

import { type Centre, openCentre } from './centre.ts'
import { measured } from './measured.ts'
import { residentMb } from './proc.ts'
import { openPeople } from './soak-people.ts'
import { atMost, figure, type Line, print } from './table.ts'

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    /** Messages from customers, a second; a fifth as many answers. */
    rate: { type: 'string', default: '10' },
  },
})
const OPERATORS = 20
const CUSTOMERS = 500
const MINUTES = Number(options.minutes)
const RATE = Number(options.rate)
const LOOK_EVERY_MS = 5000
/** Caches fill and code is compiled in the first sixth. */
const WARM_UP = MINUTES / 6
const MB = 1024 * 1024

interface Sight {
  minute: number
  residentMb: number
  heapMb: number
  handles: number
}

interface Disk {
  bytes: number
  messages: number
}

const centre = await openCentre({ operators: OPERATORS, people: CUSTOMERS })
try {
  await centre.setCapacity(CUSTOMERS)
  const pace = { answersPerSecond: RATE / 5, answersToClose: 10, arriveEveryMs: 5000 }
  const people = await openPeople(centre, pace)
  const watched = watch(centre)
  const count = Math.round(MINUTES * 60 * RATE)
  const work = await measured(centre.processes, () => centre.load.put({ count, perSecond: RATE }))
  const lines = await watched.end()
  await people.leave()
  const { answers, closes, arrivals, refused } = people.done
  const missing = work.result.lost + work.result.refused + refused
  print([
    figure(`soak of ${MINUTES} minutes: messages that came`, work.result.count, ''),
    figure('  answers', answers, ''),
    figure('  closes', closes, ''),
    figure('  workplaces that left and came back', arrivals, ''),
    atMost('  refused, or acknowledged and not pushed', missing, 0, ''),
    figure('  Node per message that came', work.serverCpuMs / count, 'ms CPU'),
    figure('  database per message that came', work.databaseCpuMs / count, 'ms CPU'),
    ...lines,
  ])
  const [load1 = 0] = loadavg()
  console.log(`\nNode ${process.version} · load average ${load1.toFixed(2)}\n`)
} finally {
  await centre.end()
}

/** Looks at the server again and again; what was seen while it warmed up does not count. */
function watch(centre: Centre): { end(): Promise<Line[]> } {
  const sights: Sight[] = []
  const startedAt = performance.now()
  let before: Disk | undefined
  let isOver = false
  const watching = (async () => {
    while (!isOver) {
      const minute = (performance.now() - startedAt) / 60_000
      if (minute >= WARM_UP) {
        before ??= await lookAtDisk(centre)
        sights.push(await look(centre, minute))
      }
      await sleep(LOOK_EVERY_MS)
    }
  })()
  return {
    async end() {
      isOver = true
      await watching
      const after = await lookAtDisk(centre)
      const { bytes, messages } = before ?? after
      const each = (after.bytes - bytes) / 1024 / (after.messages - messages)
      return [...inWords(sights), figure('database, for each message', each, 'KB')]
    },
  }
}

function inWords(sights: Sight[]): Line[] {
  const slopeOf = (value: (sight: Sight) => number) =>
    slope(sights.map((sight) => [sight.minute, value(sight)] as const))
  const three = [0, 0.5, 1].map((share) => sights[Math.round((sights.length - 1) * share)]!)
  return [
    atMost(
      'memory, slope after warming up',
      slopeOf((sight) => sight.residentMb),
      1,
      'MB/min',
    ),
    atMost(
      '  of the heap',
      slopeOf((sight) => sight.heapMb),
      1,
      'MB/min',
    ),
    ...three.map(({ minute, residentMb: mb }) =>
      figure(`  resident after ${minute.toFixed(0)} min`, mb, 'MB'),
    ),
    ...three.map(({ minute, handles }) =>
      figure(`file handles after ${minute.toFixed(0)} min`, handles, ''),
    ),
  ]
}

async function look({ feed, processes }: Centre, minute: number): Promise<Sight> {
  const answer = await fetch(`${feed.origin}/metrics`)
  const [, heap] = /^nodejs_heap_size_used_bytes (\S+)$/m.exec(await answer.text()) ?? []
  return {
    minute,
    residentMb: residentMb(processes.server),
    heapMb: Number(heap) / MB,
    handles: readdirSync(`/proc/${processes.server}/fd`).length,
  }
}

async function lookAtDisk({ database }: Centre): Promise<Disk> {
  const { rows } = await database.query<Disk>(
    `select pg_database_size(current_database())::float8 as bytes,
       (select count(*)::int from messages) as messages`,
  )
  return rows[0]!
}

/** How much is added in a unit of the first, by least squares. */
function slope(points: (readonly [number, number])[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const middle = mean(points.map(([x]) => x))
  const level = mean(points.map(([, y]) => y))
  const rise = points.reduce((sum, [x, y]) => sum + (x - middle) * (y - level), 0)
  return rise / points.reduce((sum, [x]) => sum + (x - middle) ** 2, 0)
}
