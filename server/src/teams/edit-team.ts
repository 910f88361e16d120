import type { editTeamRequest, Team } from '@otklik/protocol'
import type { z } from 'zod'

import { lockAccount, type Queryable, settingsChanged } from '../database/index.ts'
import { InvalidFieldsError, Refusal } from '../http/index.ts'
import { refuseTakenName } from './insert-team.ts'
import { writeMembers } from './members.ts'
import { refuseWrongBackup, storedSettings, withChanges } from './team-settings.ts'
import { getTeam } from './team-view.ts'
import { findUserOf } from './users-of-team.ts'

type TeamEdit = z.output<typeof editTeamRequest>

/** Only what is given changes. */
export async function editTeam(
  client: Queryable,
  { accountId, teamId }: { accountId: string; teamId: string },
  { version, name, memberIds, settings: changes }: TeamEdit,
): Promise<Team> {
  await lockAccount(client, accountId)
  const before = await getTeam(client, accountId, teamId)
  if (before.version !== version) throw new Refusal('changed-meanwhile')
  const settings = withChanges(before.settings, changes)
  if (name !== undefined) await refuseTakenName(client, { accountId, id: teamId, name })
  if (changes) await refuseWrongBackup(client, { accountId, teamId, settings })
  if (memberIds) {
    if (before.isEveryone) throw new InvalidFieldsError({ memberIds: { code: 'unknown' } })
    if (memberIds.length === 0) await refuseEmptying(client, accountId, teamId)
    await writeMembers(client, { accountId, teamId, memberIds })
  }
  await client.query(
    `update teams set version = version + 1, name = $3, settings = $4, backup_team_id = $5
     where account_id = $1 and id = $2`,
    [accountId, teamId, name ?? before.name, storedSettings(settings), settings.backupTeamId],
  )
  await settingsChanged(client, accountId, { scope: 'team', subjectId: teamId })
  return getTeam(client, accountId, teamId)
}

async function refuseEmptying(client: Queryable, accountId: string, teamId: string): Promise<void> {
  if ((await findUserOf(client, accountId, teamId)) === undefined) return
  throw new InvalidFieldsError({ memberIds: { code: 'empty-team' } })
}
