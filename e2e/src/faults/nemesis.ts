import { setTimeout as sleep } from 'node:timers/promises'

import type { Random } from '../kit/index.ts'
import type { Company } from './company.ts'
import type { Blow, FaultPlan } from './plan.ts'
import { endDatabase, loseUnsynced } from './power/cut.ts'
import { setDiskFull } from './power/shim.ts'
import type { Traffic } from './traffic.ts'
import type { World } from './world.ts'

/** How often each happened, how long the starts took, and what the cuts took away. */
export interface Struck {
  counts: Map<Blow, number>
  startsMs: number[]
  unsyncedWrites: number
}

/** Where it hurts most: between a promise and what follows from it. */
const aims = ['any-moment', 'any-moment', 'after-reply', 'after-reply', 'after-webhook'] as const

/** A moment that does not come is not waited for longer than this. */
const LONGEST_AIM_MS = 500
/** Who has not said yes to anybody for so long will not. */
const LONGEST_STILL_MS = 30_000
/** Fewer than this prove nothing, however long they take. */
const FEWEST_BLOWS = 5
const FARTHEST_JUMP_MS = 90_000

/** These are dealt before all others: a run that is cut short has them. */
const first: Blow[] = ['power-cut', 'disk-full']

/** Strikes again and again, in an order that the seed decides. */
export async function strikeRepeatedly(
  world: World,
  traffic: Traffic,
  plan: FaultPlan,
  random: Random,
): Promise<Struck> {
  const struck: Struck = { counts: new Map(), startsMs: [], unsyncedWrites: 0 }
  const blows = deal(plan, random)
  const latest = performance.now() + plan.blowsWithinMs
  for (const [at, blow] of blows.entries()) {
    if (performance.now() > latest && at >= FEWEST_BLOWS) break
    traffic.share = (at + 1) / (blows.length + 1)
    // Who starts slowly works slowly too: what has promised nothing yet has nothing to lose.
    await Promise.race([traffic.nextAccepted(), sleep(LONGEST_STILL_MS)])
    await sleep(random.between(plan.livesMs.least, plan.livesMs.most))
    await aimAt(random.pick(aims), random.pick(world.companies), traffic)
    // Up to a few milliseconds on: each of the steps that follow gets its turn.
    await sleep(random.between(0, 12))
    world.history.write({ proc: 'nemesis', f: blow, type: 'invoke' })
    const value = await strike[blow](world, { plan, random, struck })
    world.history.write({ proc: 'nemesis', f: blow, type: 'ok', value })
    struck.counts.set(blow, (struck.counts.get(blow) ?? 0) + 1)
  }
  traffic.share = 1
  return struck
}

function deal({ blows }: FaultPlan, random: Random): Blow[] {
  const all = (Object.keys(blows) as Blow[]).flatMap((blow) =>
    Array<Blow>(blows[blow] ?? 0).fill(blow),
  )
  const places = new Map(
    all.map((blow, at) => [at, random.next() - (first.includes(blow) ? 1 : 0)]),
  )
  return all
    .map((blow, at) => ({ blow, place: places.get(at)! }))
    .sort((one, other) => one.place - other.place)
    .map(({ blow }) => blow)
}

interface Hand {
  plan: FaultPlan
  random: Random
  struck: Struck
}

/** Answers with what is worth knowing of it afterwards. */
type Strike = (world: World, hand: Hand) => Promise<unknown>

const strike: Record<Blow, Strike> = {
  async kill(world, hand) {
    await world.server.kill()
    return startAgain(world, hand)
  },

  /** As Ctrl-C does: what is under way gets its time. */
  async end(world, hand) {
    await world.server.stop()
    return startAgain(world, hand)
  },

  async freeze(world, hand) {
    world.server.freeze(true)
    const frozenMs = await pause(hand)
    world.server.freeze(false)
    return frozenMs
  },

  async 'database-kill'(world) {
    world.server.killDatabase()
    await isWellAgain(world)
  },

  async partition(world, hand) {
    const { random } = hand
    const cable = random.pick([world.cables.door, world.cables.platforms])
    cable.state = random.pick(['silent', { breaksAfterBytes: random.between(1, 2000) }] as const)
    const cutMs = await pause(hand)
    cable.state = 'whole'
    return cutMs
  },

  async 'clock-jump'(world, hand) {
    world.clockMs += hand.random.between(1, FARTHEST_JUMP_MS)
    await world.server.kill()
    await startAgain(world, hand)
    return world.clockMs
  },

  async 'disk-full'(world, hand) {
    setDiskFull(world.shim!, true)
    const fullMs = await pause(hand)
    setDiskFull(world.shim!, false)
    await isWellAgain(world)
    return fullMs
  },

  async 'power-cut'(world, hand) {
    await Promise.all([world.server.kill(), endDatabase(world.dataDir)])
    // A server that was starting PostgreSQL at that moment has left one behind.
    await endDatabase(world.dataDir)
    const lost = loseUnsynced(world.dataDir, world.shim!, hand.random)
    hand.struck.unsyncedWrites += lost
    await startAgain(world, hand)
    return lost
  },
}

async function startAgain(world: World, { random, struck }: Hand): Promise<number> {
  await sleep(random.between(0, 100))
  const startMs = await world.server.start({ FAULT_CLOCK_MS: String(world.clockMs) })
  struck.startsMs.push(startMs)
  return Math.round(startMs)
}

async function pause({ plan, random }: Hand): Promise<number> {
  const ms = random.between(plan.pausesMs.least, plan.pausesMs.most)
  await sleep(ms)
  return ms
}

/** It has to come back by itself. */
const isWellAgain = ({ client }: World) => client.insist('GET', '/api/v1/snapshot')

async function aimAt(
  aim: (typeof aims)[number],
  company: Company,
  traffic: Traffic,
): Promise<void> {
  const tooLate = sleep(LONGEST_AIM_MS)
  if (aim === 'after-reply') await Promise.race([traffic.nextAccepted(), tooLate])
  if (aim === 'after-webhook') await nextAcknowledged(company)
}

/** The next time the platform reads a success from us. */
async function nextAcknowledged(company: Company): Promise<void> {
  const until = performance.now() + LONGEST_AIM_MS
  const countNow = async () =>
    (await company.listBrought()).filter((each) => each.acknowledgedAt).length
  const before = await countNow()
  while ((await countNow()) === before && performance.now() < until) await sleep(1)
}
