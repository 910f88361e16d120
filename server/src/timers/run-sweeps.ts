import { v7 as newId } from 'uuid'

import type { Advance } from '../conversations/index.ts'
import { type Database, isNotSuspended, type Sweep } from '../database/index.ts'
import type { Hints } from '../lib/hints.ts'
import { createLoop, type Loop } from '../lib/loop.ts'

interface Options {
  database: Database
  advance: Advance
  hints: Hints
  onProblem(problem: string, facts: object): void
}

interface SweepRow {
  account_id: string
  id: string
  scope: Sweep['scope']
  subject_id: string | null
  done_until: number
}

const GROUP_SIZE = 64
const LOOK_EVERY_MS = 1000

/** Which open conversations each scope concerns; `$3` is its subject. */
const concerned: Record<Sweep['scope'], string> = {
  channel: 'channel_id = $3',
  team: `(team_id = $3 or status = 'queued')`,
  // Whoever was shut out may have been the last of a team that has a queue.
  operator: `(operator_id = $3 or $3 = any (offered_to) or status = 'queued')`,
  opening: `queue_stage = 'opening' and $3::uuid is null`,
  schedule: '$3::uuid is null',
  // Without a subject, all of them: their module was switched.
  bot: '(bot_id = $3 or $3::uuid is null and bot_id is not null)',
}

/**
 * Tells open conversations that settings have changed or that the office has opened, a group at a
 * time and the oldest first. How far it has come is kept in its row, so that it goes on after a
 * restart; telling one twice changes nothing.
 */
export function runSweeps({ database, advance, hints, onProblem }: Options): Loop {
  async function round(): Promise<boolean> {
    const { rows } = await database.query<SweepRow>(
      `select distinct on (account_id) * from sweeps
       where ${isNotSuspended}
       order by account_id, at, id`,
    )
    await Promise.all(rows.map(runGroup))
    return rows.length > 0
  }

  async function runGroup(sweep: SweepRow): Promise<void> {
    const { account_id: accountId, id, scope, subject_id: subjectId } = sweep
    const { rows } = await database.query<{ id: string; number: number }>(
      `select id, number from conversations
       where account_id = $1 and status <> 'closed' and number > $2 and ${concerned[scope]}
       order by number limit ${GROUP_SIZE}`,
      [accountId, sweep.done_until, subjectId],
    )
    await Promise.all(rows.map((row) => tell(accountId, row.id)))
    const last = rows.at(-1)
    if (last && rows.length === GROUP_SIZE) {
      await database.query('update sweeps set done_until = $3 where account_id = $1 and id = $2', [
        accountId,
        id,
        last.number,
      ])
    } else
      await database.query('delete from sweeps where account_id = $1 and id = $2', [accountId, id])
  }

  async function tell(accountId: string, conversationId: string): Promise<void> {
    try {
      await advance(accountId, {
        target: { conversationId },
        what: { trigger: { type: 'reconsidered', lineId: newId() } },
      })
    } catch (error) {
      // It is told of the next edit, and reads the settings of now whenever anything happens to it.
      onProblem('a conversation was not told of new settings', {
        conversationId,
        error: String(error),
      })
    }
  }

  const loop = createLoop('sweeps', round, { everyMs: LOOK_EVERY_MS, onProblem })
  hints.listen('sweeps', loop.wake)
  return loop
}
