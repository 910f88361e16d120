import type {
  createFilterRequest,
  editFilterRequest,
  FilterConditions,
  SavedFilter,
} from '@otklik/protocol'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'

import type { Queryable } from '../database/index.ts'
import { type Caller, InvalidFieldsError, Refusal, requirePermission } from '../http/index.ts'
import { getFilter, listFilters } from './filter-view.ts'

/** More than this nobody finds anything among. */
const MOST_FILTERS = 100

export async function insertFilter(
  client: Queryable,
  caller: Caller,
  { name, isShared, conditions }: z.output<typeof createFilterRequest>,
): Promise<SavedFilter> {
  const { accountId, operatorId } = caller
  if (isShared) requirePermission(caller, 'teams.manage')
  refuseNoConditions(conditions)
  const known = await listFilters(client, accountId, operatorId)
  const neighbours = known.filter((filter) => filter.isShared === isShared)
  if (neighbours.length >= MOST_FILTERS)
    throw new InvalidFieldsError({ name: { code: 'too-many' } })
  refuseTakenName(neighbours, name)
  const id = newId()
  await client.query(
    `insert into filters (account_id, id, name, owner_id, is_shared, place, conditions)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [accountId, id, name, operatorId, isShared, neighbours.length, JSON.stringify(conditions)],
  )
  return getFilter(client, caller, id)
}

/**
 * One's own is changed by its owner, a shared one by whoever may share. Whoever takes it back from
 * everybody has it then: it is theirs to see, and nobody else's.
 */
export async function editFilter(
  client: Queryable,
  caller: Caller,
  id: string,
  { version, ...changes }: z.output<typeof editFilterRequest>,
): Promise<{ before: SavedFilter; after: SavedFilter }> {
  const before = await getFilter(client, caller, id)
  const { name = before.name, isShared = before.isShared, conditions = before.conditions } = changes
  if (before.isShared || isShared) requirePermission(caller, 'teams.manage')
  if (before.version !== version) throw new Refusal('changed-meanwhile', { by: '' })
  refuseNoConditions(conditions)
  const known = await listFilters(client, caller.accountId, caller.operatorId)
  const neighbours = known.filter((each) => each.isShared === isShared && each.id !== id)
  refuseTakenName(neighbours, name)
  await client.query(
    `update filters set version = version + 1, name = $3, is_shared = $4, conditions = $5,
       place = case when is_shared = $4 then place else $6 end,
       owner_id = case when is_shared and not $4 then $7 else owner_id end
     where account_id = $1 and id = $2`,
    [
      ...[caller.accountId, id, name, isShared, JSON.stringify(conditions), neighbours.length],
      caller.operatorId,
    ],
  )
  return { before, after: await getFilter(client, caller, id) }
}

export async function deleteFilter(
  client: Queryable,
  caller: Caller,
  id: string,
): Promise<SavedFilter> {
  const filter = await getFilter(client, caller, id)
  if (filter.isShared) requirePermission(caller, 'teams.manage')
  await client.query('delete from filters where account_id = $1 and id = $2', [
    caller.accountId,
    id,
  ])
  return filter
}

/** All of one kind, each once: what is left out would have no place. */
export async function orderFilters(
  client: Queryable,
  caller: Caller,
  ids: readonly string[],
): Promise<{ isShared: boolean }> {
  const known = await listFilters(client, caller.accountId, caller.operatorId)
  const isShared = known.find(({ id }) => id === ids[0])?.isShared ?? false
  if (isShared) requirePermission(caller, 'teams.manage')
  const all = known.filter((filter) => filter.isShared === isShared).map(({ id }) => id)
  const isWhole = all.length === ids.length && all.every((id) => ids.includes(id))
  if (!isWhole) throw new InvalidFieldsError({ ids: { code: 'wrong-value' } })
  await client.query(
    `update filters f set place = o.place
     from unnest($2::uuid[]) with ordinality as o (id, place)
     where f.account_id = $1 and f.id = o.id`,
    [caller.accountId, ids],
  )
  return { isShared }
}

function refuseNoConditions(conditions: FilterConditions): void {
  if (Object.values(conditions).every((condition) => condition === undefined)) {
    throw new InvalidFieldsError({ conditions: { code: 'required' } })
  }
}

function refuseTakenName(neighbours: readonly SavedFilter[], name: string): void {
  const isTaken = neighbours.some((each) => each.name.toLowerCase() === name.toLowerCase())
  if (isTaken) throw new InvalidFieldsError({ name: { code: 'name-taken' } })
}
