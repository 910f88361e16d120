import { v7 as newId } from 'uuid'

import type { Advance } from '../conversations/index.ts'
import type { Database } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import { createLoop, type Loop } from '../lib/loop.ts'

interface Options {
  database: Database
  advance: Advance
  clock: Clock
  onProblem(problem: string, facts: object): void
}

const MOST_AT_ONCE = 64
const LOOK_EVERY_MS = 1000

/**
 * Whose operator has been away too long: the workplace is closed, or «Не в сети» was chosen. Counted
 * from when it was given to them, if they were away already.
 */
const absent = `
  select c.account_id, c.id, c.operator_id
  from operators o
  join conversations c on c.account_id = o.account_id and c.operator_id = o.id
    and c.status = 'assigned' and c.load_operator_id is not null
  join accounts a on a.id = c.account_id and a.suspended_at is null
  join teams t on t.account_id = c.account_id and t.id = c.team_id
  where t.settings #>> '{absence,policy}' <> 'keep'
    and (not o.is_present or o.status = 'offline')
    and greatest(
      to_timestamp((c.state #>> '{holding,since}')::bigint / 1000.0),
      least(
        case when not o.is_present then coalesce(o.online_until, '-infinity') end,
        case when o.status = 'offline' then o.status_since end)
    ) + (t.settings #>> '{absence,afterS}')::integer * interval '1 second' <= $1
  order by c.opened_at limit ${MOST_AT_ONCE}`

/** Whoever has been away for as long as the team allows does not keep customers waiting. */
export function noticeAbsences({ database, advance, clock, onProblem }: Options): Loop {
  async function round(): Promise<boolean> {
    const { rows } = await database.query<{
      account_id: string
      id: string
      operator_id: string
    }>(absent, [clock.now()])
    await Promise.all(
      rows.map((row) =>
        advance(row.account_id, {
          target: { conversationId: row.id },
          what: {
            trigger: { type: 'assignee-away', operatorId: row.operator_id, lineId: newId() },
          },
        }).catch((error: unknown) =>
          onProblem('an absence was not told', { conversationId: row.id, error: String(error) }),
        ),
      ),
    )
    return rows.length === MOST_AT_ONCE
  }
  return createLoop('absences', round, { everyMs: LOOK_EVERY_MS, onProblem })
}
