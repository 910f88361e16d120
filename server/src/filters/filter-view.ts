import type { FilterConditions, SavedFilter } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'

interface FilterRow {
  id: string
  version: number
  name: string
  owner_id: string
  is_shared: boolean
  conditions: FilterConditions
}

const columns = 'id, version, name, owner_id, is_shared, conditions'

/** One's own, then the shared, each in the order they were given. */
export async function listFilters(
  client: Queryable,
  accountId: string,
  operatorId: string,
): Promise<SavedFilter[]> {
  const { rows } = await client.query<FilterRow>(
    `select ${columns} from filters where account_id = $1 and (owner_id = $2 or is_shared)
     order by is_shared, place, created_at, id`,
    [accountId, operatorId],
  )
  return rows.map(viewFilter)
}

/** What somebody else keeps for themselves is not there. */
export async function getFilter(
  client: Queryable,
  { accountId, operatorId }: { accountId: string; operatorId: string },
  id: string,
): Promise<SavedFilter> {
  const { rows } = await client.query<FilterRow>(
    `select ${columns} from filters
     where account_id = $1 and id = $2 and (owner_id = $3 or is_shared) for update`,
    [accountId, id, operatorId],
  )
  if (!rows[0]) throw new NotFoundError()
  return viewFilter(rows[0])
}

function viewFilter(row: FilterRow): SavedFilter {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    ownerId: row.owner_id,
    isShared: row.is_shared,
    conditions: row.conditions,
  }
}
