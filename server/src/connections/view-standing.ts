import type { ChannelStanding } from '@otklik/protocol/settings'

import type { Database } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'

const MOST_STATES = 50
const DAY_MS = 86_400_000

type Reason = NonNullable<ChannelStanding['history'][number]['reason']>

interface StandingRow {
  state: ChannelStanding['state']
  created_at: Date
  seen_well_at: Date | null
  unsubscribed_since: Date | null
  missed_since: Date | null
  token_asked_at: Date | null
  token_ends_at: Date | null
}

interface StateRow {
  state: ChannelStanding['state']
  at: Date
  reason: Reason | null
  code: string | null
}

/** What is known of a channel beyond its figures: since when it is as it is, and what was refused. */
export async function viewStanding(
  database: Database,
  accountId: string,
  { channelId, now }: { channelId: string; now: Date },
): Promise<ChannelStanding> {
  const { rows } = await database.query<StandingRow>(
    `select state, created_at, seen_well_at, unsubscribed_since, missed_since,
       token_asked_at, token_ends_at
     from channels where account_id = $1 and id = $2`,
    [accountId, channelId],
  )
  const [row] = rows
  if (!row) throw new NotFoundError()
  const history = await readHistory(database, { accountId, channelId, row })
  const since = beginningOf(row.state, history)
  return {
    state: row.state,
    ...(since && { since }),
    watch: {
      ...momentOf('wellAt', row.seen_well_at),
      ...momentOf('unsubscribedSince', row.unsubscribed_since),
      ...momentOf('missedSince', row.missed_since),
    },
    ...(row.token_asked_at && {
      token: {
        askedAt: row.token_asked_at.toISOString(),
        ...momentOf('endsAt', row.token_ends_at),
      },
    }),
    refusals: await readRefusals(database, { accountId, channelId, now }),
    history,
  }
}

interface Which {
  accountId: string
  channelId: string
}

/** Why it is in a state may change meanwhile. */
function beginningOf(
  state: ChannelStanding['state'],
  history: ChannelStanding['history'],
): string | undefined {
  const other = history.findIndex((each) => each.state !== state)
  return history.slice(0, other < 0 ? undefined : other).at(-1)?.at
}

async function readHistory(
  database: Database,
  { accountId, channelId, row }: Which & { row: StandingRow },
): Promise<ChannelStanding['history']> {
  const { rows } = await database.query<StateRow>(
    `select state, at, reason, code from channel_states
     where account_id = $1 and channel_id = $2 order by id desc limit $3`,
    [accountId, channelId, MOST_STATES],
  )
  const known = rows.map(({ state, at, reason, code }) => ({
    state,
    at: at.toISOString(),
    ...(reason && { reason }),
    ...(code && { code }),
  }))
  if (known.length === MOST_STATES) return known
  return [...known, { state: 'connecting', at: row.created_at.toISOString() }]
}

/** The newest of a channel stays for as long as the channel: since then it is as it is. */
export async function forgetOldStates(database: Database, now: Date): Promise<void> {
  await database.query(
    `delete from channel_states s where at < $1::timestamptz - interval '90 days'
       and exists (select from channel_states n
         where n.account_id = s.account_id and n.channel_id = s.channel_id and n.id > s.id)`,
    [now],
  )
}

interface RefusalRow {
  reason: Reason | null
  count: number
  repeated: number
  last_at: Date
  code: string | null
}

async function readRefusals(
  database: Database,
  { accountId, channelId, now }: Which & { now: Date },
): Promise<ChannelStanding['refusals']> {
  const { rows } = await database.query<RefusalRow>(
    `select a.detail ->> 'reason' as reason, count(*) as count,
       count(*) filter (where a.outcome = 'retry') as repeated,
       max(a.started_at) as last_at,
       (array_agg(a.detail ->> 'code' order by a.started_at desc))[1] as code
     from attempts a join parts p on p.account_id = a.account_id and p.id = a.part_id
     where a.account_id = $1 and p.channel_id = $2 and a.day >= $3::date
       and a.started_at > $3 and a.outcome in ('failed', 'retry', 'unknown')
     group by 1 order by count desc, reason`,
    [accountId, channelId, new Date(now.getTime() - DAY_MS)],
  )
  return rows.map(({ reason, count, repeated, last_at, code }) => ({
    ...(reason && { reason }),
    count,
    repeated,
    lastAt: last_at.toISOString(),
    ...(code && { code }),
  }))
}

function momentOf<Name extends string>(name: Name, at: Date | null): { [Key in Name]?: string } {
  return at ? ({ [name]: at.toISOString() } as { [Key in Name]?: string }) : {}
}
