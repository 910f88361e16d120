import type { editTeamRequest, Team, TeamSettings } from '@otklik/protocol'
import type { z } from 'zod'

import type { Queryable } from '../database/index.ts'
import { InvalidFieldsError } from '../http/index.ts'
import { refuseStrangers } from './members.ts'
import { refuseWrongBackup, withChanges } from './team-settings.ts'
import { findUserOf } from './users-of-team.ts'

type TeamChanges = Pick<z.output<typeof editTeamRequest>, 'memberIds' | 'settings'>

/** Settings with the changes; whatever cannot be is refused, and nothing is written. */
export async function checkTeamEdit(
  client: Queryable,
  accountId: string,
  before: Team,
  { memberIds, settings: changes }: TeamChanges,
): Promise<TeamSettings> {
  const settings = withChanges(before.settings, changes)
  if (changes) await refuseWrongBackup(client, { accountId, teamId: before.id, settings })
  if (!memberIds) return settings
  if (before.isEveryone) throw new InvalidFieldsError({ memberIds: { code: 'unknown' } })
  if (memberIds.length === 0) await refuseEmptying(client, accountId, before.id)
  await refuseStrangers(client, accountId, memberIds)
  return settings
}

async function refuseEmptying(client: Queryable, accountId: string, teamId: string): Promise<void> {
  if ((await findUserOf(client, accountId, teamId)) === undefined) return
  throw new InvalidFieldsError({ memberIds: { code: 'empty-team' } })
}
