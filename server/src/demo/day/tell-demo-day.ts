import type { FastifyBaseLogger } from 'fastify'

import type { Surroundings } from '../../conversations/index.ts'
import type { Clock } from '../../lib/clock.ts'
import { type SandboxCompany, sandboxCompanies } from '../sandbox-companies.ts'
import { type Control, controlOf } from '../sandbox-control.ts'
import { fillCards } from './cards.ts'
import { commentUnderGood } from './comment-under-good.ts'
import { meet } from './customers.ts'
import { countLastDay } from './figures.ts'
import { arrangeWork } from './habits.ts'
import { makeLabels } from './labels.ts'
import { momentsOf } from './moments.ts'
import { openStories } from './open-stories.ts'
import { pastStories } from './past-stories.ts'
import { askForMarks, reviewPast } from './review-past.ts'
import { type Roster, readRoster } from './roster.ts'
import { routineStories } from './routine-stories.ts'
import { keepShifts } from './shifts.ts'
import { isOpenAtEnd, type Messenger, type Step, type Story } from './story.ts'
import { type Telling, tellStep } from './tell-step.ts'
import { visitShop } from './visit-shop.ts'
import { writeToViber } from './write-to-viber.ts'

export interface DemoDay extends Surroundings {
  clock: Clock
  log: FastifyBaseLogger
}

interface Place {
  accountId: string
  sandboxUrl: string
}

/** No channel of the demo sends while it is told; if we are killed, it does by itself again. */
const PAUSE_MS = 3 * 60_000

/**
 * Tells what the demo's days were, so that whoever opens it sees a shop at work: history, in its order
 * and at its times. What was told stays told: after a start that was killed the next one goes on.
 *
 * Before anything works by itself, or deadlines would fire in the middle of a day that is being told.
 *
 * @returns what is to be done once everything works, or nothing where the day was told before
 */
export async function tellDemoDay(
  world: DemoDay,
  { accountId, sandboxUrl }: Place,
): Promise<(() => Promise<void>) | undefined> {
  const before = await findBeginning(world, accountId)
  if (!before) return undefined
  const roster = await readRoster(world, accountId)
  await pause(world, accountId, new Date(world.clock.now().getTime() + PAUSE_MS))
  await makeLabels(world, roster)
  await arrangeWork(world, roster)
  await askForMarks(world, roster)
  const stories = [...pastStories, ...routineStories, ...openStories].filter(({ messenger }) =>
    roster.channels.has(messenger),
  )
  const told = inOrder(stories, before)
  for (const { story, step, at, place } of told) {
    if (isLive(step)) continue
    await tellStep(tellingOf(world, roster, story), step, { at, place })
  }
  await keepShifts(world, roster, before)
  await fillCards(world, roster, stories)
  await visitShop(world, roster, { stories, before, sandboxUrl })
  await reviewPast(world, roster, before)
  await countLastDay(world.database, accountId, before)
  return () => goOn(world, { accountId, sandboxUrl, roster, stories, told })
}

/** What happens now: the sandbox's people are there, and what they do comes the ordinary way. */
async function goOn(
  world: DemoDay,
  {
    accountId,
    sandboxUrl,
    roster,
    stories,
    told,
  }: Place & { roster: Roster; stories: readonly Story[]; told: ReturnType<typeof inOrder> },
): Promise<void> {
  await meetAll(stories.filter(isOpenAtEnd), sandboxUrl)
  await pause(world, accountId, undefined)
  for (const { story, step, place } of told) {
    if (!isLive(step)) continue
    await tellStep(tellingOf(world, roster, story), step, { at: world.clock.now(), place })
  }
  await commentUnderGood(sandboxUrl)
  await writeToViber(sandboxUrl)
  await world.database.query('update accounts set is_demo_day_told = true where id = $1', [
    accountId,
  ])
  world.hints.send('feed', accountId)
  world.log.info('the demo day is told')
}

/** A bot answers of its own accord, and is not asked about what was long ago. */
const isLive = (step: Step): boolean => 'givesBot' in step

/** Undefined where all of it is told; the same at each try, so that nothing is told twice. */
async function findBeginning(
  { database, clock }: DemoDay,
  accountId: string,
): Promise<Date | undefined> {
  const { rows } = await database.query<{ before: Date }>(
    `update accounts set demo_day_before = coalesce(demo_day_before, $2)
     where id = $1 and is_demo and not is_demo_day_told returning demo_day_before as before`,
    [accountId, clock.now()],
  )
  return rows[0]?.before
}

async function pause({ database }: DemoDay, accountId: string, until: Date | undefined) {
  await database.query('update channels set paused_until = $2 where account_id = $1', [
    accountId,
    until ?? null,
  ])
}

/** As it happened: numbers of conversations grow with time. */
function inOrder(stories: readonly Story[], before: Date) {
  return stories
    .flatMap((story) => {
      const moments = momentsOf(story, before)
      return story.steps.map((step, place) => ({ story, step, place, at: moments[place]! }))
    })
    .sort((one, other) => one.at.getTime() - other.at.getTime() || one.place - other.place)
}

function tellingOf(around: DemoDay, roster: Roster, story: Story): Telling {
  return { around, channel: roster.channels.get(story.messenger)!, story, ...roster }
}

async function meetAll(stories: readonly Story[], sandboxUrl: string): Promise<void> {
  for (const company of sandboxCompanies) {
    const own = stories.filter(({ messenger }) => messenger === company.platform)
    // Its people are named anew for each company: nobody of a story is open there.
    if (own.length === 0 || company.platform === ('viber' satisfies Messenger)) continue
    const control = controlOf(sandboxUrl, company.platform)
    const made = await findCompany(control, company)
    if (!made) continue
    const meeting = { control, company: `${company.companies}/${made.id}` }
    for (const story of own) await meet(story, { ...meeting, writesTo: company.writesTo(made) })
  }
}

async function findCompany(control: Control, { companies, name }: SandboxCompany) {
  const all = await control<Record<string, unknown>[]>(companies)
  return all.find((one) => one.name === name)
}
