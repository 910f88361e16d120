import { setTimeout as sleep } from 'node:timers/promises'

import type { Random } from '../kit/index.ts'
import type { Company } from './company.ts'
import type { CrashPlan } from './plan.ts'
import type { Traffic } from './traffic.ts'
import type { World } from './world.ts'

/** Where it hurts most: between a promise and what follows from it. */
const aims = ['any-moment', 'any-moment', 'after-reply', 'after-reply', 'after-webhook'] as const

/** A moment that does not come is not waited for longer than this. */
const LONGEST_AIM_MS = 500

/** Kills the server again and again, and returns how long each start took. */
export async function killRepeatedly(
  world: World,
  traffic: Traffic,
  plan: CrashPlan,
  random: Random,
): Promise<number[]> {
  const starts: number[] = []
  for (let kill = 1; kill <= plan.kills; kill++) {
    traffic.share = kill / (plan.kills + 1)
    await sleep(random.between(plan.livesMs.least, plan.livesMs.most))
    await aimAt(random.pick(aims), random.pick(world.companies), traffic)
    // Up to a few milliseconds on: each of the steps that follow gets its turn.
    await sleep(random.between(0, 12))
    await world.server.kill()
    await sleep(random.between(0, 100))
    starts.push(await world.server.start())
  }
  traffic.share = 1
  return starts
}

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
