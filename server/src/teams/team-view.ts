import { type Role, role, type Team, type TeamSettings } from '@otklik/protocol'

import { permissionsOf } from '../access/index.ts'
import type { FeedEntry, Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'

interface TeamRow {
  id: string
  version: number
  name: string
  is_everyone: boolean
  settings: Omit<TeamSettings, 'backupTeamId'>
  backup_team_id: string | null
  member_ids: string[]
}

/** Who observes belongs to no team: nothing could be given to them. */
export const answeringRoles: Role[] = role.options.filter((each) =>
  permissionsOf(each).has('conversations.take'),
)

/**
 * Somebody who is shut out, or whose role answers no more, is kept in the list and not counted:
 * they are back in their place once let in again.
 */
const selected = `
  select t.id, t.version, t.name, t.is_everyone, t.settings, t.backup_team_id, array(
    select o.id from operators o
    join memberships m on m.account_id = o.account_id and m.user_id = o.user_id
    left join team_members tm
      on tm.account_id = o.account_id and tm.team_id = t.id and tm.operator_id = o.id
    where o.account_id = t.account_id and m.disabled_at is null and m.role = any($2)
      and (t.is_everyone or tm.place is not null)
    order by tm.place, o.name, o.id
  ) as member_ids
  from teams t where t.account_id = $1`

export async function listTeams(database: Queryable, accountId: string): Promise<Team[]> {
  const { rows } = await database.query<TeamRow>(
    `${selected} order by t.is_everyone desc, lower(t.name)`,
    [accountId, answeringRoles],
  )
  return rows.map(toTeam)
}

export async function findTeams(
  database: Queryable,
  accountId: string,
  ids: string[],
): Promise<Team[]> {
  const { rows } = await database.query<TeamRow>(`${selected} and t.id = any($3)`, [
    accountId,
    answeringRoles,
    ids,
  ])
  return rows.map(toTeam)
}

export async function getTeam(client: Queryable, accountId: string, id: string): Promise<Team> {
  const [team] = await findTeams(client, accountId, [id])
  if (!team) throw new NotFoundError()
  return team
}

export async function everyoneOf(client: Queryable, accountId: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    'select id from teams where account_id = $1 and is_everyone',
    [accountId],
  )
  return rows[0]!.id
}

export function toEntry(team: Team): FeedEntry {
  return { kind: 'team', version: team.version, payload: team }
}

function toTeam(row: TeamRow): Team {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    isEveryone: row.is_everyone,
    memberIds: row.member_ids,
    // The column is what the database watches over; it forgets a backup that is no more.
    settings: { ...row.settings, backupTeamId: row.backup_team_id },
  }
}
