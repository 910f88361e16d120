import type { createTeamRequest, Team } from '@otklik/protocol'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'

import { lockAccount, type Queryable, settingsChanged } from '../database/index.ts'
import { InvalidFieldsError } from '../http/index.ts'
import { defaultTeamSettings } from './create-team-of-everyone.ts'
import { refuseStrangers, writeMembers } from './members.ts'
import { refuseWrongBackup, storedSettings, withChanges } from './team-settings.ts'
import { getTeam } from './team-view.ts'

export type NewTeam = z.output<typeof createTeamRequest>

export async function insertTeam(
  client: Queryable,
  accountId: string,
  { name, memberIds, settings: changes }: NewTeam,
): Promise<Team> {
  await lockAccount(client, accountId)
  const id = newId()
  const settings = withChanges(defaultTeamSettings, changes)
  await refuseTakenName(client, { accountId, id, name })
  await refuseWrongBackup(client, { accountId, teamId: id, settings })
  await refuseStrangers(client, accountId, memberIds)
  await client.query(
    'insert into teams (account_id, id, name, settings, backup_team_id) values ($1, $2, $3, $4, $5)',
    [accountId, id, name, storedSettings(settings), settings.backupTeamId],
  )
  await writeMembers(client, { accountId, teamId: id, memberIds })
  await settingsChanged(client, accountId, { scope: 'team', subjectId: id })
  return getTeam(client, accountId, id)
}

export async function refuseTakenName(
  client: Queryable,
  { accountId, id, name }: { accountId: string; id: string; name: string },
): Promise<void> {
  const { rowCount } = await client.query(
    'select from teams where account_id = $1 and id <> $2 and lower(name) = lower($3)',
    [accountId, id, name],
  )
  if (rowCount !== 0) throw new InvalidFieldsError({ name: { code: 'name-taken' } })
}
