import type { OperatorStatus } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'
import type { Pool, Queued, RosterEntry, TeamRules, Waiting } from '../rules/index.ts'
import type { AccountRules } from '../settings/index.ts'

/**
 * Of each class the oldest are looked at: of a queue, those of one channel, so that a hundred which
 * nobody can take hide nothing.
 */
const MOST_OF_A_CLASS = 100

interface WaitingRow {
  class: string
  id: string
  opened_at: Date
  channel_id: string
  is_vip: boolean
  holding: Queued
}

interface OperatorRow {
  id: string
  name: string
  status: OperatorStatus
  is_present: boolean
  capacity: number
  skills: string[]
  last_assigned_at: Date | null
  load: number
}

/** A pool, and how far it was looked into. */
export interface SeenPool extends Pool {
  /** Classes of which there may be more than was read. */
  cutOff: Waiting[][]
}

/** What waits and who could have it. Read under the routing lock, so it holds until the commit. */
export async function readPool(
  client: Queryable,
  accountId: string,
  account: AccountRules,
  now: Date,
): Promise<SeenPool> {
  const isOpen = account.settings.schedule.isOpen(now.getTime())
  const stages = isOpen ? ['open', 'asked', 'opening'] : ['open', 'asked']
  const waiting = await client.query<WaitingRow>(queue, [accountId, stages, MOST_OF_A_CLASS])
  const nobody = { now: now.getTime(), isOpen, waiting: [], operators: [], cutOff: [] }
  if (waiting.rows.length === 0) return { ...nobody, teams: new Map(), members: new Map() }
  const operators = await listRoster(client, accountId)
  const classes = Object.values(Object.groupBy(waiting.rows, (row) => row.class)).map((rows = []) =>
    rows.map((row) => toWaiting(row, account)),
  )
  return {
    now: now.getTime(),
    isOpen,
    waiting: classes.flat(),
    cutOff: classes.filter(({ length }) => length === MOST_OF_A_CLASS),
    operators,
    teams: new Map(account.teams.map((team): [string, TeamRules] => [team.id, team])),
    members: account.members,
  }
}

/** Who could be given something, with what they hold. */
export async function listRoster(client: Queryable, accountId: string): Promise<RosterEntry[]> {
  const { rows } = await client.query<OperatorRow>(roster, [accountId])
  return rows.map(toEntry)
}

/** By team, stage and channel, and by the operator it waits for: each read by its own index. */
const queue = `
  with classes as (
    select t.id as team_id, s.stage, ch.id as channel_id
    from teams t, unnest($2::text[]) as s (stage), channels ch
    where t.account_id = $1 and ch.account_id = $1
  )
  select concat_ws(' ', k.team_id, k.stage, k.channel_id) as class, w.*
  from classes k cross join lateral (
    select c.id, c.opened_at, c.channel_id, c.is_vip, c.state -> 'holding' as holding from conversations c
    where c.account_id = $1 and c.status = 'queued' and c.team_id = k.team_id
      and c.queue_stage = k.stage and c.channel_id = k.channel_id
    order by c.is_vip desc, c.opened_at limit $3) w
  union all
  select o.id::text as class, w.* from operators o cross join lateral (
    select c.id, c.opened_at, c.channel_id, c.is_vip, c.state -> 'holding' as holding from conversations c
    where c.account_id = $1 and c.status = 'queued' and c.awaited_operator_id = o.id
      and c.queue_stage = any ($2)
    order by c.is_vip desc, c.opened_at limit $3) w
  where o.account_id = $1`

/** Loads are counted from conversations, never stored. */
const roster = `
  select o.id, o.name, o.status, o.is_present, o.capacity, o.skills, o.last_assigned_at,
    coalesce((
      select sum(r.weight) from conversations c
      join channel_rules r on r.account_id = c.account_id and r.channel_id = c.channel_id
      where c.account_id = o.account_id and c.load_operator_id = o.id), 0)::integer as load
  from operators o
  join memberships m on m.account_id = o.account_id and m.user_id = o.user_id
  where o.account_id = $1 and m.disabled_at is null`

function toWaiting(row: WaitingRow, account: AccountRules): Waiting {
  const { weight, mustSkills, niceSkills } = account.channel(row.channel_id)
  return {
    conversationId: row.id,
    isVip: row.is_vip,
    openedAt: row.opened_at.getTime(),
    holding: row.holding,
    weight,
    mustSkills,
    niceSkills,
  }
}

function toEntry(row: OperatorRow): RosterEntry {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    isPresent: row.is_present,
    capacity: row.capacity,
    load: row.load,
    skills: row.skills,
    ...(row.last_assigned_at && { lastAssignedAt: row.last_assigned_at.getTime() }),
  }
}
