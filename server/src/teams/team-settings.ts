import { type editTeamRequest, type Team, type TeamSettings, teamSettings } from '@otklik/protocol'
import type { z } from 'zod'

import type { Queryable } from '../database/index.ts'
import { type FieldProblem, InvalidFieldsError } from '../http/index.ts'
import { findTeams } from './team-view.ts'

type TeamChanges = z.output<typeof editTeamRequest>['settings']

export function withChanges(before: TeamSettings, changes: TeamChanges): TeamSettings {
  return teamSettings.parse({ ...before, ...changes })
}

/** For the JSON column: the backup has a column of its own, which the database watches over. */
export function storedSettings({ backupTeamId: _, ...stored }: TeamSettings): string {
  return JSON.stringify(stored)
}

/** A backup that is needed is there, and there is somebody in it. */
export async function refuseWrongBackup(
  client: Queryable,
  { accountId, teamId, settings }: { accountId: string; teamId: string; settings: TeamSettings },
): Promise<void> {
  const { backupTeamId, whenNobodyAnswers, afterQueueWait } = settings
  if (backupTeamId === null) {
    if ([whenNobodyAnswers, afterQueueWait].includes('backup')) refuse('no-backup-team')
    return
  }
  if (backupTeamId === teamId) refuse('backup-of-itself')
  const [backup] = await findTeams(client, accountId, [backupTeamId])
  const problem = problemOfTeam(backup)
  if (problem) refuse(problem)
}

/** Nobody can pass conversations on to a team that is not there or has nobody in it. */
export function problemOfTeam(team: Team | undefined): 'no-such-team' | 'empty-team' | undefined {
  if (!team) return 'no-such-team'
  return team.memberIds.length === 0 ? 'empty-team' : undefined
}

function refuse(code: FieldProblem['code']): never {
  throw new InvalidFieldsError({ 'settings.backupTeamId': { code } })
}
