import type { Operator, OperatorStatus } from '@otklik/protocol'

import { appendWakeUp, type Database } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import { type Hints, hintSettings } from '../lib/hints.ts'
import { announceOperators } from './announce-operators.ts'
import { toOperator } from './operator-view.ts'

interface Parts {
  database: Database
  clock: Clock
  hints: Hints
}

interface Choice {
  accountId: string
  id: string
  status: OperatorStatus
  /** Why they are away; nothing for whoever works. */
  reason?: string | undefined
}

/** «На линии», «Перерыв» and so on. Chosen again, it is not counted from anew. */
export async function chooseStatus(
  { database, clock, hints }: Parts,
  { accountId, id, status, reason = '' }: Choice,
): Promise<Operator> {
  const now = clock.now()
  const row = await database.transaction(async (client) => {
    await client.query(
      `update operators set version = version + 1, status = $3, status_reason = $5,
         status_since = case when status = $3 then status_since else $4 end
       where account_id = $1 and id = $2 and (status, status_reason) <> ($3, $5)`,
      [accountId, id, status, now, isAway(status) ? reason : ''],
    )
    await appendWakeUp(client, accountId, 'status-changed')
    const [announced] = await announceOperators(client, { accountId, ids: [id], now })
    if (!announced) throw new NotFoundError()
    return announced
  })
  hintSettings(hints, accountId)
  return toOperator(row, now)
}

const isAway = (status: OperatorStatus): boolean =>
  status === 'break' || status === 'do-not-disturb'
