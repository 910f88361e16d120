import type { editTeamRequest, Team } from '@otklik/protocol'
import type { z } from 'zod'

import { type Author, changedMeanwhile } from '../audit/index.ts'
import { lockAccount, type Queryable, settingsChanged } from '../database/index.ts'
import { checkTeamEdit } from './check-team-edit.ts'
import { refuseTakenName } from './insert-team.ts'
import { writeMembers } from './members.ts'
import { recordTeam } from './record-team.ts'
import { storedSettings } from './team-settings.ts'
import { getTeam } from './team-view.ts'

type TeamEdit = z.output<typeof editTeamRequest>

/** Only what is given changes. */
export async function editTeam(
  client: Queryable,
  { author, teamId }: { author: Author; teamId: string },
  { version, name, memberIds, settings: changes }: TeamEdit,
): Promise<Team> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const before = await getTeam(client, accountId, teamId)
  if (before.version !== version) {
    throw await changedMeanwhile(client, { accountId, kind: 'team', id: teamId, version })
  }
  if (name !== undefined) await refuseTakenName(client, { accountId, id: teamId, name })
  const settings = await checkTeamEdit(client, accountId, before, { memberIds, settings: changes })
  if (memberIds) await writeMembers(client, { accountId, teamId, memberIds })
  await client.query(
    `update teams set version = version + 1, name = $3, settings = $4, backup_team_id = $5
     where account_id = $1 and id = $2`,
    [accountId, teamId, name ?? before.name, storedSettings(settings), settings.backupTeamId],
  )
  await settingsChanged(client, accountId, { scope: 'team', subjectId: teamId })
  const after = await getTeam(client, accountId, teamId)
  await recordTeam(client, author, { before, after })
  return after
}
