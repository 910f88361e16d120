import { execFileSync } from 'node:child_process'
import { WebSocket } from 'ws'

import { type Centre, openCentre } from './centre.ts'
import { measured } from './measured.ts'
import { createSessions } from './sessions.ts'
import { atMost, figure, type Line, percentile } from './table.ts'

const OPERATORS = 200
const CONVERSATIONS = 5000
const STEADY = 100
const SNAPSHOTS_AT_ONCE = 4
/** So many open the workplace anew; each is sent all that is open. */
const ARRIVALS = 24

interface Seat {
  cookie: string
  socket: WebSocket
  frames: number
}

/** 200 workplaces over 5,000 open conversations, the server on one core. */
export async function measureCrowd(seconds: number, profile?: string): Promise<Line[]> {
  const centre = await openCentre({ operators: OPERATORS, people: CONVERSATIONS, profile })
  try {
    pinToOneCore(centre.processes.server)
    await centre.load.put({ count: CONVERSATIONS })
    await centre.setCapacity(CONVERSATIONS / OPERATORS + 5)
    await centre.reach(CONVERSATIONS, `status = 'assigned'`)
    const seats = await takeSeats(centre)
    const snapshotMs = await loadSnapshots(centre, seats.slice(0, ARRIVALS))
    for (const seat of seats) seat.frames = 0
    const count = STEADY * seconds
    const work = await measured(centre.processes, () =>
      centre.load.put({ count, perSecond: STEADY }),
    )
    const frames = seats.map((seat) => seat.frames)
    for (const { socket } of seats) socket.close()
    const { pushMs, lost } = work.result
    const name = `${OPERATORS} operators, ${CONVERSATIONS} open, one core: snapshot p95`
    return [
      figure(name, percentile(snapshotMs, 0.95), 'ms'),
      figure(`  pushed, at ${STEADY} msg/s: p50`, percentile(pushMs, 0.5), 'ms'),
      atMost('  p95', percentile(pushMs, 0.95), 50, 'ms'),
      figure('  acknowledged and not pushed', lost, ''),
      figure('  Node per message', work.serverCpuMs / count, 'ms CPU'),
      figure('  database per message', work.databaseCpuMs / count, 'ms CPU'),
      figure('  frames of each operator, median', percentile(frames, 0.5), ''),
      figure('  memory of Node', work.mostResidentMb, 'MB'),
    ]
  } finally {
    await centre.end()
  }
}

function pinToOneCore(pid: number): void {
  execFileSync('taskset', ['-a', '-cp', '0', String(pid)])
}

/** Everybody signs in and keeps the workplace open. */
async function takeSeats(centre: Centre): Promise<Seat[]> {
  const { database, feed } = centre
  const sessions = await createSessions(centre, OPERATORS)
  const { rows: counters } = await database.query('select feed_number from account_counters')
  const url = feed.url.replace('since=0', `since=${counters[0].feed_number}`)
  return Promise.all(
    sessions.map(async ({ cookie }) => {
      const socket = new WebSocket(url, { headers: { cookie, origin: feed.origin } })
      const seat: Seat = { cookie, socket, frames: 0 }
      socket.on('message', () => void seat.frames++)
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
      return seat
    }),
  )
}

/** As when a shift begins: one after the other opens the workplace, a few at a time. */
async function loadSnapshots({ feed }: Centre, seats: Seat[]): Promise<number[]> {
  const waiting = [...seats]
  const took: number[] = []
  const work = async () => {
    for (let seat = waiting.pop(); seat; seat = waiting.pop()) {
      const startedAt = performance.now()
      const headers = { cookie: seat.cookie, origin: feed.origin }
      const answer = await fetch(`${feed.origin}/api/v1/snapshot`, { headers })
      if (!answer.ok) throw new Error(`snapshot: ${answer.status} ${await answer.text()}`)
      await answer.arrayBuffer()
      took.push(performance.now() - startedAt)
    }
  }
  await Promise.all(Array.from({ length: SNAPSHOTS_AT_ONCE }, work))
  return took
}
