import { advanceAlone, type Outcome, type Surroundings } from '../conversations/index.ts'
import type { Trigger } from '../rules/index.ts'
import { withRoutingLock } from './with-routing-lock.ts'

/**
 * What a person does that may raise an operator's load, as «Взять в работу»: it waits for the
 * routing row, so that of two in the same millisecond one is second, and learns who was first.
 */
export async function actAlone(
  around: Surroundings,
  accountId: string,
  conversationId: string,
  trigger: Trigger,
): Promise<Outcome> {
  const { outcome, announce } = await withRoutingLock(
    around.database,
    accountId,
    async (client) => {
      const what = { trigger }
      const done = await advanceAlone(
        client,
        accountId,
        { target: { conversationId }, what },
        around,
      )
      if (trigger.type === 'taken' && done.outcome.result === 'done') {
        await client.query(
          'update operators set last_assigned_at = $3 where account_id = $1 and id = $2',
          [accountId, trigger.operator.id, around.clock.now()],
        )
      }
      return done
    },
  )
  announce()
  return outcome
}
