import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openCentre } from '../testing/simulation/centre.ts'
import { Chance } from '../testing/simulation/chance.ts'
import { watchSafety } from '../testing/simulation/invariants.ts'
import {
  checkAbsences,
  checkLoads,
  checkNobodyForgotten,
  checkRouted,
  watchRouting,
} from '../testing/simulation/routing-invariants.ts'
import { Staff, writes } from '../testing/simulation/staff.ts'
import type { Happened, World } from '../testing/simulation/world.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const NEW_YEAR = Date.UTC(2026, 0, 1)
const DAYS = 365
const CUSTOMERS = 30_000

test('lives through a year of fifty operators and forgets nobody', (t) => {
  const chance = new Chance(2026)
  const world = openCentre(NEW_YEAR)
  const totals = { opened: 0, closed: 0, unanswered: 0, assigned: 0, replies: 0, escalated: 0 }
  watchSafety(world)
  watchRouting(world)
  world.watchers.push((happened) => count(happened, totals))
  const staff = new Staff(world, chance)
  const startedAt = performance.now()
  for (let day = 0; day < DAYS; day++) {
    const midnight = NEW_YEAR + day * DAY_MS
    staff.planDay(midnight)
    planCustomers(world, chance, midnight)
    for (let hour = 1; hour <= 24; hour++) {
      world.passUntil(midnight + hour * HOUR_MS)
      checkLoads(world)
      checkRouted(world)
      checkNobodyForgotten(world)
    }
    checkAbsences(world)
  }
  const seconds = (performance.now() - startedAt) / 1000
  const rate = Math.round(world.steps / seconds)
  const times = Math.round((DAYS * DAY_MS) / 1000 / seconds)
  t.diagnostic(`${world.steps} events in ${seconds.toFixed(1)} s: ${rate}/s, ${times} × real time`)
  t.diagnostic(JSON.stringify(totals))
  checkTotals(world, totals)
})

type Totals = Record<
  'opened' | 'closed' | 'unanswered' | 'assigned' | 'replies' | 'escalated',
  number
>

/** Most write by day; a fifth of them off hours. */
function planCustomers(world: World, chance: Chance, midnight: number): void {
  const isSunday = new Date(midnight).getUTCDay() === 0
  const today = isSunday ? 40 : chance.int(130, 175)
  for (let k = 0; k < today; k++) {
    const at = chance.isTrue(0.2)
      ? chance.int(0, DAY_MS - 1)
      : chance.int(6.5 * HOUR_MS, 18.5 * HOUR_MS)
    world.at(midnight + at, () => {
      const isNew = world.threads.length < CUSTOMERS && chance.isTrue(0.5)
      const isFirst = world.threads.length === 0
      const thread =
        isNew || isFirst ? world.addThread(chance.pick(world.channels)) : chance.pick(world.threads)
      writes(world, thread)
    })
  }
}

function count({ before, trigger, result, thread }: Happened, totals: Totals): void {
  const after = result.conversation
  if (!after || result.refusal) return
  if (!before) totals.opened++
  if (trigger.type === 'operator-wrote') totals.replies++
  const { holding } = after
  if (holding.status === 'assigned' && before?.holding.status !== 'assigned') totals.assigned++
  if (after.escalatedAt !== undefined && before?.escalatedAt === undefined) totals.escalated++
  if (holding.status !== 'closed' || before?.holding.status === 'closed') return
  totals.closed++
  if (before?.owes === 'us' && holding.reason === 'timeout') totals.unanswered++
  assert.equal(thread.kept, undefined)
}

/** Every conversation is closed, or somebody has it, or it waits for hours that begin. */
function checkTotals(world: World, totals: Totals): void {
  assert.equal(totals.opened, totals.closed + world.open.size)
  assert.equal(totals.closed, world.closed)
  assert.ok(totals.opened > 30_000, `${totals.opened} conversations`)
  const waitMs = 30 * HOUR_MS
  for (const { conversation } of world.open.values()) {
    const { holding, lastActivityAt, idleFrom = 0 } = conversation
    const isAside = holding.status === 'assigned' && holding.snoozedUntil !== undefined
    const isEarly = holding.status === 'queued' && holding.waitsForOpening === true
    const isFresh = Math.max(lastActivityAt, idleFrom) > world.now - waitMs
    assert.ok(isAside || isEarly || isFresh, `forgotten: ${JSON.stringify(conversation)}`)
  }
}
