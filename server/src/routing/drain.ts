import { listAccountsWithWakeUps, type Surroundings, takeWakeUps } from '../conversations/index.ts'
import type { Queryable } from '../database/index.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { type Pool, route } from '../rules/index.ts'
import { withRoutingLock } from './with-routing-lock.ts'

const SWEEP_EVERY_MS = 1000
/** The oldest of the queue are looked at; a hundred that nobody can take must hide nothing. */
const MOST_WAITING = 100

/**
 * Routing never forgets: what changes supply or demand leaves a wake-up row in its own transaction,
 * and every account with wake-ups is drained. Wake-ups are deleted before the queue is read, in the
 * same transaction, so that one which comes later is found by the next round.
 */
export function drainRouting(
  around: Surroundings & { onProblem(problem: string, facts: object): void },
): Loop {
  const { database, hints, onProblem } = around

  async function round(): Promise<boolean> {
    const accountIds = await listAccountsWithWakeUps(database)
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
    return drained > 0
  }

  const loop = createLoop('routing', round, { everyMs: SWEEP_EVERY_MS, onProblem })
  hints.listen('wake-ups', loop.wake)
  return loop
}

async function drain({ database, clock }: Surroundings, accountId: string): Promise<void> {
  await withRoutingLock(database, accountId, async (client) => {
    await takeWakeUps(client, accountId)
    // Everybody shares one queue and takes by hand: `route` has nothing to decide yet.
    route(await readPool(client, accountId, clock.now()))
  })
}

async function readPool(client: Queryable, accountId: string, now: Date): Promise<Pool> {
  const { rows } = await client.query<{ id: string; since: number }>(
    `select id, (state -> 'holding' ->> 'since')::bigint as since from conversations
     where account_id = $1 and status = 'queued' order by last_activity_at limit $2`,
    [accountId, MOST_WAITING],
  )
  return {
    now: now.getTime(),
    waiting: rows.map((row) => ({ conversationId: row.id, since: row.since })),
  }
}
