import { v7 as newId } from 'uuid'

import { advanceAlone, type Outcome, type Surroundings } from '../conversations/index.ts'
import type { Person } from '../rules/index.ts'
import { withRoutingLock } from './with-routing-lock.ts'

/**
 * «Взять в работу». Raises the operator's load, so it waits for the routing row: of two who take in
 * the same millisecond one is second, and learns who was first.
 */
export async function takeConversation(
  around: Surroundings,
  accountId: string,
  conversationId: string,
  { operator, mayTakeOver }: { operator: Person; mayTakeOver: boolean },
): Promise<Outcome> {
  const lineId = newId()
  const { outcome, announce } = await withRoutingLock(around.database, accountId, (client) =>
    advanceAlone(
      client,
      accountId,
      {
        target: { conversationId },
        what: { trigger: { type: 'taken', operator, lineId, mayTakeOver } },
      },
      around,
    ),
  )
  announce()
  return outcome
}
