import {
  advanceAlone,
  type Outcome,
  type Request,
  type Surroundings,
} from '../conversations/index.ts'
import { takeTurns } from './take-turns.ts'
import { withRoutingLock } from './with-routing-lock.ts'

/**
 * What a person does that may raise an operator's load, as «Взять в работу»: it waits for the
 * routing row, so that of two in the same millisecond one is second, and learns who was first.
 */
export async function actAlone(
  around: Surroundings,
  accountId: string,
  request: Request,
): Promise<Outcome> {
  const { database, clock } = around
  const { outcome, announce } = await withRoutingLock(database, accountId, async (client) => {
    const trigger = typeof request.what === 'object' ? request.what.trigger : undefined
    // Even in vain, trying to take is a turn.
    if (trigger?.type === 'taken') {
      await takeTurns(client, accountId, [trigger.operator.id], clock.now())
    }
    return advanceAlone(client, accountId, request, around)
  })
  announce()
  return outcome
}
