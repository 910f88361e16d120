import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'

import { recordSeed, runSeed, runSteps } from '../testing/simulation/run.ts'
import { Reachability } from '../testing/simulation/situations.ts'
import { openSwarm } from '../testing/simulation/swarm.ts'
import type { World } from '../testing/simulation/world.ts'
import { type Conversation, type Step, step, type Trigger } from './index.ts'

const STEPS = 2_000_000
const WEEK_MS = 7 * 86_400_000
const some = Array.from({ length: 12 }, (_, k) => 1000 + k)
const seeds: number[] = JSON.parse(
  readFileSync(new URL('../testing/simulation/seeds.json', import.meta.url), 'utf8'),
)

test('keeps its promises under the seeds that once broke them', () => {
  for (const seed of seeds) runSeed(seed)
})

test('[H-19] [H-20] [H-23] keeps its promises whatever happens', (t) => {
  const reachability = new Reachability()
  const startedAt = performance.now()
  const { steps, seeds } = runSteps(STEPS, { reachability })
  const seconds = (performance.now() - startedAt) / 1000
  t.diagnostic(`${steps} steps of ${seeds} seeds, ${Math.round(steps / seconds)} a second`)
  const counts = [...reachability.counts].sort(([, a], [, b]) => a - b)
  const rare = counts.slice(0, 5).map(([name, count]) => `${name} (${count})`)
  t.diagnostic(`${counts.length} situations, the rarest: ${rare.join(', ')}`)
  assert.deepEqual(reachability.missing, [], 'too weak: these situations were not reached')
})

describe('the same run', () => {
  test('gives the same record twice', () => {
    for (const seed of some) assertSame(record(seed), record(seed))
  })

  test('is not changed by a crash and what is read back after it', () => {
    for (const seed of some) {
      assertSame(record(seed, { between: (world) => world.reload() }), record(seed))
    }
  })

  test('is not changed by another account beside it', () => {
    for (const seed of some) {
      const other = openSwarm(seed + 500)
      assertSame(record(seed, { between: () => other.act() }), record(seed))
    }
  })

  test('a week later differs in its dates alone', () => {
    // In spring the clocks change within a week: only runs of autumn can be moved.
    const autumn = some.filter((seed) => openSwarm(seed).world.now < Date.UTC(2027, 0, 1))
    assert.ok(autumn.length > 5)
    for (const seed of autumn) {
      const later = record(seed, { prepare: withoutDates, shiftMs: WEEK_MS })
      assertSame(later.map(aWeekBack), record(seed, { prepare: withoutDates }))
    }
  })

  test('with operators renamed has the same choices', () => {
    const rename = (text: string) => text.replaceAll(/operator-(?=\d)/g, 'person-of-ours-')
    for (const seed of some) {
      const renamed = record(seed, { prepare: (world) => renameAll(world, rename) })
      assertSame(renamed, record(seed).map(rename))
    }
  })
})

const record = (seed: number, how: Parameters<typeof recordSeed>[1] = {}) =>
  recordSeed(seed, { acts: 100, ...how })

/** Names the first line that differs: a record has thousands. */
function assertSame(one: string[], other: string[]): void {
  const k = one.findIndex((line, k) => line !== other[k])
  if (k >= 0) assert.equal(one[k], other[k], `line ${k}`)
  assert.equal(one.length, other.length)
}

/** The schedule's holidays have dates, so it is left open. */
function withoutDates(world: World): void {
  world.schedule = { isOpen: () => true, nextOpening: () => undefined, nextChange: () => undefined }
  world.applySettings()
}

function aWeekBack(line: string): string {
  return line
    .replaceAll(/\b1[78]\d{11}\b/g, (moment) => String(Number(moment) - WEEK_MS))
    .replaceAll(/202\d-\d\d-\d\dT[\d:.]+Z/g, (iso) =>
      new Date(Date.parse(iso) - WEEK_MS).toISOString(),
    )
}

function renameAll(world: World, rename: (text: string) => string): void {
  const renamed = <T>(value: T): T => JSON.parse(rename(JSON.stringify(value)))
  const colleagues = [...world.colleagues.values()].map(renamed)
  world.colleagues.clear()
  for (const colleague of colleagues) world.colleagues.set(colleague.id, colleague)
  for (const [id, members] of world.members) world.members.set(id, renamed(members))
  for (const channel of world.channels) channel.rules = renamed(channel.rules)
}

describe('any state', () => {
  test('is the same after an hour at once and second by second', () => {
    let compared = 0
    for (const seed of some) {
      eachState(seed, (conversation, world) => {
        // Off hours what is late may be dropped, so this law holds where nothing opens or closes.
        const changeAt = world.schedule.nextChange(world.now) ?? Number.POSITIVE_INFINITY
        if (compared > 400 || changeAt < world.now + 3_600_000) return
        // A bot that is woken has its time from when it is asked, however late that is.
        if (conversation.holding.status === 'bot' && conversation.holding.wakesAt) return
        compared++
        const pass = (from: Conversation, now: number) => passed(world, from, now)
        const once = pass(conversation, world.now + 3_600_000)
        let slowly = conversation
        for (let k = 1; k <= 3600; k++) slowly = pass(slowly, world.now + k * 1000)
        assert.deepEqual(slowly, once)
      })
    }
    assert.ok(compared > 200, `${compared} states compared`)
  })

  test('is not changed by being told the same again', () => {
    let told = 0
    for (const seed of some) {
      const { world, act } = openSwarm(seed)
      world.watchers.push(({ trigger, result, context }) => {
        if (!isRepeatable(trigger) || result.refusal || !result.conversation) return
        const again = step(result.conversation, trigger, context)
        told++
        assert.ok(isSame(result.conversation, again), `${trigger.type} twice`)
      })
      for (let k = 0; k < 200; k++) act()
    }
    assert.ok(told > 2000)
  })
})

function eachState(seed: number, look: (conversation: Conversation, world: World) => void): void {
  const { world, act } = openSwarm(seed)
  for (let k = 0; k < 100; k++) {
    act()
    if (k % 10 === 9) for (const { conversation } of world.open.values()) look(conversation, world)
  }
}

function passed(world: World, from: Conversation, now: number): Conversation {
  const thread = world.open.get(from.id)!.thread
  const context = { ...world.contextOf(thread), now }
  return step(from, { type: 'time-passed', lineId: world.newId() }, context).conversation!
}

/** What the platform or a browser may tell twice without meaning it twice. */
function isRepeatable({ type }: Trigger): boolean {
  const repeatable = ['taken', 'held', 'resumed', 'close-asked', 'seen', 'marked-unread']
  const ours = ['reconsidered', 'assignee-away', 'time-passed', 'offered', 'assigned']
  return [...repeatable, ...ours].includes(type)
}

const isSame = (before: Conversation, { conversation, effects, refusal }: Step): boolean =>
  refusal !== undefined || (effects.length === 0 && isDeepStrictEqual(before, conversation))
