import { v7 as newId } from 'uuid'

import {
  advanceWithin,
  listAccountsToRoute,
  listAccountsWithWakeUps,
  type Request,
  type Surroundings,
  takeWakeUps,
} from '../conversations/index.ts'
import { appendWakeUp, type Queryable } from '../database/index.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { type Assignment, byTurn, route, type Trigger } from '../rules/index.ts'
import { readPool, type SeenPool } from './read-pool.ts'
import { takeTurns } from './take-turns.ts'
import { withRoutingLock } from './with-routing-lock.ts'

const SWEEP_EVERY_MS = 1000
/** Whatever was missed, by a mistake of ours or of somebody's hand in the database. */
const LOOK_EVERY_MS = 30_000
/** In one transaction, so that taking by hand does not wait long for the lock. */
const MOST_AT_ONCE = 500

/**
 * Routing never forgets: what changes supply or demand leaves a wake-up row in its own transaction,
 * and every account with wake-ups is drained. Wake-ups are deleted before the queue is read, in the
 * same transaction, so that one which comes later is found by the next round.
 */
export function drainRouting(
  around: Surroundings & { onProblem(problem: string, facts: object): void },
): Loop {
  const { database, hints, onProblem } = around
  let lookedAt = Number.NEGATIVE_INFINITY

  async function round(): Promise<boolean> {
    const isTimeToLook = performance.now() - lookedAt > LOOK_EVERY_MS
    if (isTimeToLook) lookedAt = performance.now()
    const accountIds = isTimeToLook
      ? await listAccountsToRoute(database)
      : await listAccountsWithWakeUps(database)
    let drained = 0
    for (const accountId of accountIds) {
      // One account that fails must not keep the others waiting. Its wake-ups stay for the next round.
      try {
        await drain(around, accountId)
        drained++
      } catch (error) {
        onProblem('an account was not routed', { accountId, error: String(error) })
      }
    }
    // Where all of them failed, a rest comes first.
    return drained > 0 && !isTimeToLook
  }

  const loop = createLoop('routing', round, { everyMs: SWEEP_EVERY_MS, onProblem })
  hints.listen('wake-ups', loop.wake)
  return loop
}

/** Gives out what can be given out now, and wakes itself where there may be more. */
async function drain(around: Surroundings, accountId: string): Promise<void> {
  const announce = await withRoutingLock(around.database, accountId, (client) =>
    give(client, accountId, around),
  )
  announce()
}

async function give(client: Queryable, accountId: string, around: Surroundings) {
  await takeWakeUps(client, accountId)
  const { rows } = await client.query<{ settings_version: number }>(
    'select settings_version from accounts where id = $1',
    [accountId],
  )
  const account = await around.ruleSettings.get(accountId, {
    version: rows[0]?.settings_version,
    client,
  })
  const now = around.clock.now()
  const pool = await readPool(client, accountId, account, now)
  const all = inTurn(route(pool), pool)
  const assignments = all.slice(0, MOST_AT_ONCE)
  if (assignments.length === 0) return () => {}
  const requests = assignments.map(toRequest)
  await takeTurns(client, accountId, operatorsOf(assignments), now)
  const { stale, announce } = await advanceWithin(client, accountId, requests, around)
  // What was given out may have hidden others of its class.
  const isHiding = pool.cutOff.length > 0
  if (isHiding || all.length > MOST_AT_ONCE || stale.length > 0) {
    await appendWakeUp(client, accountId, 'more-waits')
  }
  return announce
}

/**
 * Of a class that is cut off there may be others, older than what another class has: once some of it
 * is given out, whatever is younger than all that was read of it comes in the next round.
 */
function inTurn(all: Assignment[], { waiting, cutOff }: SeenPool): Assignment[] {
  const given = new Set(all.map(({ conversationId }) => conversationId))
  const ends = cutOff
    .filter((some) => some.some(({ conversationId }) => given.has(conversationId)))
    .map((some) => some.toSorted(byTurn).at(-1)!)
  const [end] = ends.sort(byTurn)
  if (!end) return all
  const seen = new Map(waiting.map((each) => [each.conversationId, each]))
  return all.filter(({ conversationId }) => byTurn(seen.get(conversationId)!, end) <= 0)
}

function toRequest(assignment: Assignment): Request {
  const lineId = newId()
  return { target: { conversationId: assignment.conversationId }, what: { trigger: trigger() } }

  function trigger(): Trigger {
    switch (assignment.type) {
      case 'offer': {
        const { to, until, decision } = assignment
        return { type: 'offered', to, until, decision, lineId }
      }
      case 'assign': {
        const { operator, answerUntil, decision } = assignment
        const wait = answerUntil !== undefined && { answerUntil }
        return { type: 'assigned', operator, ...wait, decision, lineId }
      }
      case 'nobody':
        return { type: 'nobody-answered', next: assignment.next, lineId }
    }
  }
}

/** An offer to several is nobody's turn. */
const operatorsOf = (assignments: Assignment[]): string[] =>
  assignments.flatMap((assignment) => {
    if (assignment.type === 'assign') return [assignment.operator.id]
    return assignment.type === 'offer' && assignment.to.length === 1 ? [assignment.to[0]!.id] : []
  })
