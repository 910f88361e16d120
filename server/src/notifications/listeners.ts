import type { OperatorStatus, Preferences } from '@otklik/protocol'

import {
  permissionsOf,
  type Reader,
  type ReaderRow,
  readerOf,
  seenTeamIds,
} from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import type { Person, TeamFacts } from './whom-to-tell.ts'

/** Somebody who is told in at least one browser. */
export interface Listener extends Person, Reader {
  status: OperatorStatus
  quietHours: Preferences['quietHours']
}

interface ListenerRow extends ReaderRow {
  status: OperatorStatus
  preferences: Partial<Preferences>
}

interface Asked {
  accountId: string
  now: Date
  /** Of them alone. */
  operatorId?: string
}

export async function findListeners(
  client: Queryable,
  { accountId, now, operatorId }: Asked,
): Promise<Listener[]> {
  const { rows } = await client.query<ListenerRow>(
    `select o.id, m.role, o.scope, o.status, u.preferences, ${seenTeamIds} as team_ids
     from operators o
     join memberships m on m.account_id = o.account_id and m.user_id = o.user_id
       and m.disabled_at is null
     join users u on u.id = o.user_id and u.disabled_at is null
     where o.account_id = $1 and ($3::uuid is null or o.id = $3) and exists (
       select from push_subscriptions s
       join sessions e on e.token_hash = s.session_hash and e.expires_at > $2
       where s.account_id = o.account_id and s.operator_id = o.id)`,
    [accountId, now, operatorId ?? null],
  )
  return rows.map(toListener)
}

function toListener(row: ListenerRow) {
  const { id, role, status, preferences, team_ids } = row
  const permissions = permissionsOf(role)
  return {
    ...readerOf(row),
    operatorId: id,
    teamIds: team_ids,
    mayTake: permissions.has('conversations.take'),
    mayReassign: permissions.has('conversations.reassign'),
    noticesOf: preferences.noticesOf ?? 'mine',
    quietHours: preferences.quietHours ?? null,
    status,
  }
}

/** Whether each team's conversations are given out by themselves, and to somebody who is there. */
export async function findTeamFacts(
  client: Queryable,
  accountId: string,
): Promise<Map<string, TeamFacts>> {
  const { rows } = await client.query<{ id: string; is_manual: boolean; is_attended: boolean }>(
    `select t.id, t.settings ->> 'method' = 'manual' as is_manual, exists (
       select from operators o
       left join team_members tm on tm.account_id = o.account_id and tm.operator_id = o.id
         and tm.team_id = t.id
       where o.account_id = t.account_id and (t.is_everyone or tm.operator_id is not null)
         and o.is_present and o.status = 'online') as is_attended
     from teams t where t.account_id = $1`,
    [accountId],
  )
  return new Map(
    rows.map(({ id, is_manual, is_attended }) => [
      id,
      { isManual: is_manual, isAttended: is_attended },
    ]),
  )
}
