import type { Team } from '@otklik/protocol'

import { type Client, RefusedError, TooLateError, until } from '../kit/index.ts'
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

interface Quiet {
  /** How long the screens took. */
  caughtUpMs: number
  /** What never came to its end: a promise that is broken, and no reason not to look at the others. */
  unrest: string[]
}

/**
 * Faults end, everything under way arrives, and the screens have heard of all of it. Nothing here
 * depends on how fast the machine is.
 */
export async function becomeQuiet(world: World): Promise<Quiet> {
  for (const company of world.companies) await company.clearFaults()
  await askNobody(world.client)
  const startedAt = performance.now()
  try {
    await everythingArrives(world)
    await startAgain(world)
    await everythingArrives(world)
    return { caughtUpMs: await screensCatchUp(world), unrest: [] }
  } catch (error) {
    if (!(error instanceof TooLateError)) throw error
    return { caughtUpMs: performance.now() - startedAt, unrest: [error.message] }
  }
}

/** Offers and their rounds would go on for ever: what waits, waits to be taken. */
async function askNobody(client: Client): Promise<void> {
  const [{ id, version }] = await client.insist<[Team]>('GET', '/api/v1/teams')
  const settings = { method: 'manual', queueWaitS: null, tellTeamS: null, silenceS: null }
  await client.insist('PATCH', `/api/v1/teams/${id}`, { version, settings }).catch((error) => {
    // Done already, and not heard of.
    if (!(error instanceof RefusedError) || error.status !== 409) throw error
  })
}

async function startAgain(world: World): Promise<void> {
  const { server, clockMs } = world
  // Who called in vain too often calls no more, and is asked when a server starts.
  const diedAt = new Date()
  await server.kill()
  await server.start({ FAULT_CLOCK_MS: String(clockMs) })
  await until(async () => ((await allSeenWellSince(world)) ?? diedAt) > diedAt, {
    ...{ withinMs: QUIET_MS, everyMs: LOOK_EVERY_MS, what: 'every channel is looked after' },
  })
}

async function screensCatchUp({ client, replicas }: World): Promise<number> {
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
      const { ours, platforms } = await listAwaited(world)
      const awaited = [...platforms, ...ours]
      quietLooks = awaited.length > 0 ? 0 : quietLooks + 1
      stillLooks = awaited.join() === last ? stillLooks + 1 : 0
      last = awaited.join()
      if (platforms.length > 0 && stillLooks >= STILL_LOOKS) {
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
async function listAwaited(world: World): Promise<{ ours: string[]; platforms: string[] }> {
  const { companies } = world
  const counts = await Promise.all(companies.map((company) => company.countPending()))
  const backlog = await countBacklog(world)
  return {
    ours: backlog > 0 ? [`${backlog} of our own`] : [],
    platforms: companies.flatMap(({ platform }, at) =>
      counts[at] ? [`${counts[at]} of ${platform.id}`] : [],
    ),
  }
}
