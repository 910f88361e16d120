import type { SamplingKind } from '@otklik/protocol/reports'

import { type Database, isNotSuspended, type Queryable } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Hints } from '../lib/hints.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { tellQuality } from './parts.ts'

interface World {
  database: Database
  clock: Clock
  hints: Hints
  onProblem(problem: string, facts: object): void
}

const LOOK_EVERY_MS = 60_000
/** Rules that have been looked through within this time are left alone. */
const REST_MS = 5 * 60_000

/** Chooses conversations for review as time goes by, in every company that has such rules. */
export function drawSamples({ database, clock, hints, onProblem }: World): Loop {
  async function round(): Promise<boolean> {
    const rested = new Date(clock.now().getTime() - REST_MS)
    const { rows } = await database.query<{ account_id: string }>(
      `select distinct r.account_id from sampling_rules r
       join modules m on m.account_id = r.account_id and m.name = 'quality' and m.is_on
       where r.is_on and (r.drawn_until is null or r.drawn_until < $1) and r.${isNotSuspended}`,
      [rested],
    )
    for (const { account_id } of rows) {
      const drawn = await drawNow({ database, clock, hints }, account_id, rested)
      if (drawn > 0) hints.send('feed', account_id)
    }
    return false
  }
  return createLoop('samples', round, { everyMs: LOOK_EVERY_MS, onProblem })
}

/**
 * Looks through what has been closed since: the same conversations are chosen whenever that is done,
 * and none of them twice.
 *
 * @returns how many were chosen
 */
export async function drawNow(
  { database, clock, hints }: Pick<World, 'database' | 'clock' | 'hints'>,
  accountId: string,
  before: Date = clock.now(),
): Promise<number> {
  const now = clock.now()
  const count = await database.transaction(async (client) => {
    const { rows } = await client.query<Drawing>(
      `select id, kind, drawn_until from sampling_rules
       where account_id = $1 and is_on and (drawn_until is null or drawn_until <= $2)
       order by id for update`,
      [accountId, before],
    )
    // What is special is chosen before what is chosen by lot.
    rows.sort((one, other) => Number(one.kind === 'random') - Number(other.kind === 'random'))
    let chosen = 0
    for (const rule of rows) chosen += await draw(client, { accountId, rule, now })
    if (chosen > 0) await tellQuality(client, accountId, [])
    return chosen
  })
  if (count > 0) hints.send('feed', accountId)
  return count
}

interface Drawing {
  id: string
  kind: SamplingKind
  drawn_until: Date | null
}

const peopleMessages = `(select count(*) from messages g
  where g.account_id = c.account_id and g.conversation_id = c.id and g.kind = 'message'
    and g.author_type in ('contact', 'operator') and g.deleted_at is null)`

/** Which of them a kind is about, when that happened, and in which order they are taken. */
const kinds: Record<SamplingKind, { at: string; isMeant: string; order: string; until: string }> = {
  // Its lot is drawn by the rule and the conversation alone, once the week is over.
  random: {
    at: 'c.closed_at',
    isMeant: 'true',
    order: `md5(r.id::text || c.id::text)`,
    until: `date_trunc('week', $3::timestamptz at time zone z.zone) at time zone z.zone`,
  },
  'low-rating': {
    at: 't.rated_at',
    isMeant: 't.is_counted and t.score <= r.low_score',
    order: 't.rated_at, c.id',
    until: '$3::timestamptz',
  },
  long: {
    at: 'c.closed_at',
    isMeant: `${peopleMessages} >= r.least_messages`,
    order: 'c.closed_at, c.id',
    until: '$3::timestamptz',
  },
  escalated: {
    at: 'c.closed_at',
    isMeant: `exists (select from messages g
      where g.account_id = c.account_id and g.conversation_id = c.id and g.kind = 'system'
        and g.content -> 'system' ->> 'code' in ('supervisors-told', 'silence-told'))`,
    order: 'c.closed_at, c.id',
    until: '$3::timestamptz',
  },
}

/** Weeks are counted where the company is; one that was begun before is counted whole. */
async function draw(
  client: Queryable,
  {
    accountId,
    rule: { id, kind, drawn_until },
    now,
  }: { accountId: string; rule: Drawing; now: Date },
): Promise<number> {
  const { at, isMeant, order, until } = kinds[kind]
  const { rowCount } = await client.query(
    `with places as (
       select c.id, c.operator_id, (c.state -> 'holding' ->> 'teamId')::uuid as team_id,
         r.scorecard_id, r.per_operator,
         row_number() over (
           partition by c.operator_id, date_trunc('week', ${at} at time zone z.zone)
           order by ${order}) as place
       from sampling_rules r
       join lateral (select coalesce(
         (select time_zone from schedules where account_id = r.account_id), 'UTC') as zone) z on true
       join conversations c on c.account_id = r.account_id
       left join ratings t on t.account_id = c.account_id and t.conversation_id = c.id
       where r.account_id = $1 and r.id = $2 and c.status = 'closed' and c.operator_id is not null
         and c.kind <> 'outbound' and c.state -> 'holding' ->> 'reason' in ('operator', 'bot', 'timeout')
         and ${at} < ${until}
         and ${at} >= greatest(r.from_date::timestamp at time zone z.zone,
           date_trunc('week', coalesce($4::timestamptz, '-infinity') at time zone z.zone)
             at time zone z.zone - interval '7 days')
         and ${at} < coalesce((r.until_date + 1)::timestamp at time zone z.zone, 'infinity')
         and (r.team_ids is null or (c.state -> 'holding' ->> 'teamId')::uuid = any(r.team_ids))
         and ${isMeant}
         and not exists (select from samples s
           where s.account_id = c.account_id and s.conversation_id = c.id
             and s.reason <> 'calibration' and s.rule_id is distinct from r.id)
     )
     insert into samples (account_id, conversation_id, operator_id, team_id, reason, rule_id,
       scorecard_id, sampled_at)
     select $1, id, operator_id, team_id, $5, $2, scorecard_id, $3 from places
     where place <= per_operator
     on conflict do nothing`,
    [accountId, id, now, drawn_until, kind],
  )
  await client.query(
    'update sampling_rules set drawn_until = $3 where account_id = $1 and id = $2',
    [accountId, id, now],
  )
  return rowCount ?? 0
}
