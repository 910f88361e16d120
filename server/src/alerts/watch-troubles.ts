import { v7 as newId } from 'uuid'

import { appendFeed, isNotSuspended, type Queryable } from '../database/index.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import type { Alerting, Ended } from './alerting.ts'
import { type Found, findTroubles } from './find-troubles.ts'
import { selectTroubles, type TroubleRow, viewTrouble } from './list-troubles.ts'
import { tellBegun, tellOver } from './tell-by-mail.ts'

const LOOK_EVERY_MS = 30_000

/**
 * Compares what is amiss with what was, twice a minute and whenever a channel changes: each trouble
 * is told once when it begins and once when it is over, on the screen and by mail.
 */
export function watchTroubles(around: Alerting): Loop {
  const { database, clock, hints, onProblem } = around

  async function round(): Promise<boolean> {
    const now = clock.now()
    const there = await findTroubles(database, now)
    const { rows: known } = await database.query<TroubleRow>(
      `select * from troubles where ${isNotSuspended}`,
    )
    const isThere = new Set(there.map(keyOf))
    const isKnown = new Set(known.map(keyOf))
    const begun = there.filter((each) => !isKnown.has(keyOf(each)))
    const over = known.filter((each) => !isThere.has(keyOf(each)))
    for (const accountId of new Set([...begun, ...over].map((each) => each.account_id))) {
      const own = <Each extends { account_id: string }>(each: Each) => each.account_id === accountId
      const changes = { begun: begun.filter(own), over: over.filter(own) }
      const ended = await database.transaction((client) =>
        record(client, accountId, { ...changes, now }),
      )
      hints.send('feed', accountId)
      await tellOver(around, ended)
    }
    await tellBegun(around)
    return false
  }

  const loop = createLoop('troubles', round, { everyMs: LOOK_EVERY_MS, onProblem })
  hints.listen('channels', loop.wake)
  return loop
}

interface Changes {
  begun: Found[]
  over: TroubleRow[]
  now: Date
}

async function record(
  client: Queryable,
  accountId: string,
  { begun, over, now }: Changes,
): Promise<Ended[]> {
  const { rows: fresh } = await client.query<{ id: string }>(
    `insert into troubles (account_id, id, channel_id, webhook_id, kind, since)
     select $1, i, c, w, k, $6
     from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[]) as t (i, c, w, k)
     -- Deleted meanwhile, or told by another round.
     where exists (select from channels where account_id = $1 and id = c)
       or exists (select from webhooks where account_id = $1 and id = w)
     on conflict do nothing returning id`,
    [
      accountId,
      begun.map(() => newId()),
      begun.map((each) => each.channel_id),
      begun.map((each) => each.webhook_id),
      begun.map(({ kind }) => kind),
      now,
    ],
  )
  const began = await client.query<TroubleRow>(
    `${selectTroubles} where t.account_id = $1 and t.id = any($2) order by t.since, t.id`,
    [accountId, fresh.map(({ id }) => id)],
  )
  const ended = await client.query<Ended>(
    'delete from troubles where account_id = $1 and id = any($2) returning *',
    [accountId, over.map(({ id }) => id)],
  )
  const entries = [
    ...began.rows.map((row) => ({
      kind: 'trouble' as const,
      version: 1,
      payload: viewTrouble(row),
    })),
    ...ended.rows.map(({ id }) => ({ kind: 'gone' as const, version: 2, payload: { id } })),
  ]
  if (entries.length > 0) await appendFeed(client, accountId, entries)
  return ended.rows
}

const keyOf = ({ channel_id, webhook_id, kind }: Omit<Found, 'account_id'>) =>
  `${channel_id ?? webhook_id} ${kind}`
