import { until } from '../kit/index.ts'
import { allSeenWellSince, countBacklog } from './evidence.ts'
import type { World } from './world.ts'

/** A lane waits for the deadline of its call, and longer after each that came to nothing. */
const QUIET_MS = 150_000
/** What a platform will come with again, it comes with now. */
const SOONER_MS = 600_000
const QUIET_LOOKS = 3
/** So many looks in a row at the same: nothing is under way, everything waits for its time. */
const STILL_LOOKS = 5
const LOOK_EVERY_MS = 100

/**
 * Faults end, everything under way arrives, and the screens have heard of all of it. Nothing here
 * depends on how fast the machine is. Returns how long the screens took, in milliseconds.
 */
export async function becomeQuiet(world: World): Promise<number> {
  const { companies, client, replicas, server } = world
  for (const company of companies) await company.clearFaults()
  await everythingArrives(world)
  // Who called in vain too often calls no more, and is asked when a server starts.
  const diedAt = new Date()
  await server.kill()
  await server.start()
  await until(async () => ((await allSeenWellSince(world)) ?? diedAt) > diedAt, {
    ...{ withinMs: QUIET_MS, everyMs: LOOK_EVERY_MS, what: 'every channel is looked after' },
  })
  await everythingArrives(world)
  const { number } = await client.insist<{ number: number }>('GET', '/api/v1/snapshot')
  const askedAt = performance.now()
  await until(async () => replicas.every((replica) => replica.number >= number), {
    ...{ withinMs: QUIET_MS, what: 'the screens have caught up' },
  })
  return performance.now() - askedAt
}

/**
 * Until nothing is on its way in either direction, several looks long: one causes the other. The
 * platforms' clocks are moved only while nothing moves by itself: a machine that is busy would
 * otherwise see them lose patience, for days of theirs, within seconds.
 */
async function everythingArrives(world: World): Promise<void> {
  let quietLooks = 0
  let stillLooks = 0
  let last = ''
  await until(
    async () => {
      const awaited = await listAwaited(world)
      quietLooks = awaited.length > 0 ? 0 : quietLooks + 1
      stillLooks = awaited.join() === last ? stillLooks + 1 : 0
      last = awaited.join()
      if (awaited.length > 0 && stillLooks >= STILL_LOOKS) {
        stillLooks = 0
        await world.emulators.advance(SOONER_MS)
      }
      return quietLooks === QUIET_LOOKS
    },
    {
      ...{ withinMs: QUIET_MS, everyMs: LOOK_EVERY_MS },
      what: () => `everything has arrived, but ${last}`,
    },
  )
}

/** What the platforms have to bring yet, and what we have to do. */
async function listAwaited(world: World): Promise<string[]> {
  const { companies } = world
  const counts = await Promise.all(companies.map((company) => company.countPending()))
  const backlog = await countBacklog(world)
  return [
    ...companies.flatMap(({ platform }, at) =>
      counts[at] ? [`${counts[at]} of ${platform.id}`] : [],
    ),
    ...(backlog > 0 ? [`${backlog} of our own`] : []),
  ]
}
