import type { Operator, Role, Scope } from '@otklik/protocol'

import type { AccessParts } from '../access/index.ts'
import { differences, recordChange } from '../audit/index.ts'
import {
  appendWakeUp,
  type FeedEntry,
  lockAccount,
  type Queryable,
  renewSettings,
  settingsChanged,
} from '../database/index.ts'
import { type Caller, InvalidFieldsError, Refusal } from '../http/index.ts'
import { hintSettings } from '../lib/hints.ts'
import { listTeams, touchTeamsOf } from '../teams/index.ts'
import { announceOperators } from './announce-operators.ts'
import { getOperator, mayAnswer, type OperatorRow, toOperator } from './operator-view.ts'
import { uniqueSkills } from './unique-skills.ts'

export interface OperatorChanges {
  name?: string | undefined
  role?: Role | undefined
  isDisabled?: boolean | undefined
  capacity?: number | undefined
  skills?: string[] | undefined
  /** Their name for customers; empty where it is the first word of their own. */
  signature?: string | undefined
  scope?: Scope | undefined
  /** Whose conversations they see as a quality reviewer of scope `team`. */
  reviewedTeamIds?: string[] | undefined
}

/** Renames, gives another role, shuts out or lets in again; what it ends, it ends at once. */
export async function editOperator(
  { database, clock, sessions, hints }: AccessParts,
  caller: Caller,
  { id, changes }: { id: string; changes: OperatorChanges },
): Promise<Operator> {
  const { accountId } = caller
  const now = clock.now()
  const edited = await database.transaction(async (client) => {
    // Two owners must not shut each other out.
    await lockAccount(client, accountId)
    const before = await getOperator(client, accountId, id)
    await refuseForbidden(client, { caller, before, changes })
    const after = await write(client, accountId, before, { changes, now })
    if (after.is_disabled) await sessions.endAllOf(client, { userId: before.user_id, accountId })
    await recordChange(client, caller, {
      action: 'changed',
      subject: { kind: 'operator', id, name: after.name },
      changes: differences(settingsOf(before), settingsOf(after)),
    })
    const others = await tellRouting(client, accountId, before, after)
    await announceOperators(client, { accountId, ids: [id], now, others })
    return after
  })
  sessions.forget(edited.user_id)
  hintSettings(hints, accountId)
  return toOperator(edited, now)
}

function settingsOf(row: OperatorRow) {
  const { name, role, is_disabled, capacity, skills, signature, scope } = row
  return {
    ...{ name, role, isDisabled: is_disabled, capacity, skills, ownSignature: signature, scope },
    reviewedTeamIds: row.reviewed_team_ids,
  }
}

async function write(
  client: Queryable,
  accountId: string,
  before: OperatorRow,
  { changes, now }: { changes: OperatorChanges; now: Date },
): Promise<OperatorRow> {
  const { name = before.name, role = before.role, isDisabled = before.is_disabled } = changes
  const { capacity = before.capacity, skills = before.skills } = changes
  const { signature = before.signature, scope = before.scope } = changes
  await client.query(
    `update memberships set role = $3,
       disabled_at = case when $4 then coalesce(disabled_at, $5::timestamptz) end
     where account_id = $1 and user_id = $2`,
    [accountId, before.user_id, role, isDisabled, now],
  )
  await client.query(
    `update operators set version = version + 1, name = $3, capacity = $4, skills = $5,
       signature = $6, scope = $7
     where account_id = $1 and id = $2`,
    [
      ...[accountId, before.id, name, capacity, JSON.stringify(uniqueSkills(skills))],
      ...[signature || null, scope],
    ],
  )
  if (changes.reviewedTeamIds) {
    await writeReviewedTeams(client, { accountId, id: before.id }, changes.reviewedTeamIds)
  }
  return getOperator(client, accountId, before.id)
}

async function writeReviewedTeams(
  client: Queryable,
  { accountId, id }: { accountId: string; id: string },
  teamIds: readonly string[],
): Promise<void> {
  const known = new Set((await listTeams(client, accountId)).map((team) => team.id))
  const wrong = teamIds.findIndex((teamId) => !known.has(teamId))
  if (wrong >= 0) {
    throw new InvalidFieldsError({ [`reviewedTeamIds.${wrong}`]: { code: 'no-such-team' } })
  }
  await client.query('delete from reviewed_teams where account_id = $1 and operator_id = $2', [
    accountId,
    id,
  ])
  await client.query(
    `insert into reviewed_teams (account_id, operator_id, team_id)
     select $1, $2, id from unnest($3::uuid[]) as t (id) group by id`,
    [accountId, id, teamIds],
  )
}

/** What others have to know of it: entries for the feed. */
async function tellRouting(
  client: Queryable,
  accountId: string,
  before: OperatorRow,
  after: OperatorRow,
): Promise<FeedEntry[]> {
  const { id } = after
  const isAnswering = mayAnswer(after)
  const changesHands = isAnswering !== mayAnswer(before)
  // What they hold, and what waits for them, may need other hands.
  if (changesHands) await settingsChanged(client, accountId, { scope: 'operator', subjectId: id })
  else await appendWakeUp(client, accountId, 'operator-changed')
  if (after.name !== before.name) await renewSettings(client, accountId)
  const isListedAnew = changesHands || (isAnswering && after.name !== before.name)
  return isListedAnew ? touchTeamsOf(client, accountId, id) : []
}

interface Edit {
  caller: Caller
  before: OperatorRow
  changes: OperatorChanges
}

async function refuseForbidden(
  client: Queryable,
  { caller, before, changes }: Edit,
): Promise<void> {
  const changesRole = changes.role !== undefined && changes.role !== before.role
  const changesAccess =
    changes.isDisabled !== undefined && changes.isDisabled !== before.is_disabled
  const isRenamed = changes.name !== undefined && changes.name !== before.name
  if (isRenamed && before.id !== caller.operatorId) refuseOwnerMatters(caller, [before.role])
  if (!changesRole && !changesAccess) return
  if (before.id === caller.operatorId) throw new Refusal('not-yourself')
  refuseOwnerMatters(caller, [before.role, changes.role])
  const losesOwner = before.role === 'owner' && (changesRole || changes.isDisabled === true)
  if (losesOwner && (await countOwners(client, caller.accountId)) <= 1) {
    throw new Refusal('last-owner')
  }
}

/** An administrator must not make, unmake or impersonate an owner. */
export function refuseOwnerMatters(caller: Caller, roles: (Role | undefined)[]): void {
  if (roles.includes('owner') && !caller.can('account.manage')) throw new Refusal('forbidden')
}

async function countOwners(client: Queryable, accountId: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*) from memberships
     where account_id = $1 and role = 'owner' and disabled_at is null`,
    [accountId],
  )
  return rows[0]?.count ?? 0
}
