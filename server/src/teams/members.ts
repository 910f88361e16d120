import type { FeedEntry, Queryable } from '../database/index.ts'
import { InvalidFieldsError } from '../http/index.ts'
import { answeringRoles, findTeams, toEntry } from './team-view.ts'

interface Membership {
  accountId: string
  teamId: string
  /** In the order of «Строго по очереди». */
  memberIds: string[]
}

/** In place of those who were there; who is shut out now stays in the list for when they are back. */
export async function writeMembers(
  client: Queryable,
  { accountId, teamId, memberIds }: Membership,
): Promise<void> {
  await client.query(
    `delete from team_members tm using operators o, memberships m
     where tm.account_id = $1 and tm.team_id = $2
       and o.account_id = tm.account_id and o.id = tm.operator_id
       and m.account_id = o.account_id and m.user_id = o.user_id
       and m.disabled_at is null and m.role = any($3)`,
    [accountId, teamId, answeringRoles],
  )
  await client.query(
    `insert into team_members (account_id, team_id, operator_id, place)
     select $1, $2, id, min(place) from unnest($3::uuid[]) with ordinality as t (id, place)
     group by id`,
    [accountId, teamId, memberIds],
  )
}

/** Only who answers can be a member: others could be given nothing. */
export async function refuseStrangers(
  client: Queryable,
  accountId: string,
  memberIds: string[],
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `select o.id from operators o
     join memberships m on m.account_id = o.account_id and m.user_id = o.user_id
     where o.account_id = $1 and o.id = any($2) and m.disabled_at is null and m.role = any($3)`,
    [accountId, memberIds, answeringRoles],
  )
  const answering = new Set(rows.map(({ id }) => id))
  const wrong = memberIds.flatMap((id, index) => (answering.has(id) ? [] : [index]))
  if (wrong.length === 0) return
  throw new InvalidFieldsError(
    Object.fromEntries(wrong.map((index) => [`memberIds.${index}`, { code: 'no-such-operator' }])),
  )
}

/**
 * Somebody came, or may answer no more: the teams they are in look different to everybody. The
 * entries are for the feed, at the end of the transaction.
 */
export async function touchTeamsOf(
  client: Queryable,
  accountId: string,
  operatorId: string,
): Promise<FeedEntry[]> {
  const { rows } = await client.query<{ id: string }>(
    `update teams t set version = version + 1
     where t.account_id = $1 and (t.is_everyone or exists (
       select from team_members m
       where m.account_id = t.account_id and m.team_id = t.id and m.operator_id = $2))
     returning t.id`,
    [accountId, operatorId],
  )
  const teams = await findTeams(
    client,
    accountId,
    rows.map(({ id }) => id),
  )
  return teams.map(toEntry)
}
