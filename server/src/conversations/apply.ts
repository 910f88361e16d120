import type { Queryable } from '../database/index.ts'
import { toDatabaseJson } from '../lib/database-json.ts'
import type { Member } from './writes.ts'

export interface Applied {
  /** Members whose conversation had changed since it was loaded: nothing of theirs is written. */
  stale: ReadonlySet<number>
  /** Numbers of the conversations that were opened, by id. */
  numbers: Record<string, number>
}

/** One call, one transaction: everything of the fresh members, or nothing at all. */
export async function applyWrites(
  client: Queryable,
  accountId: string,
  members: Member[],
  now: Date,
): Promise<Applied> {
  if (members.length === 0) return { stale: new Set(), numbers: {} }
  const { rows } = await client.query<{
    applied: { stale: number[]; numbers: Record<string, number> }
  }>('select apply_writes($1, $2, $3) as applied', [accountId, toDatabaseJson(members), now])
  const { stale = [], numbers = {} } = rows[0]?.applied ?? {}
  return { stale: new Set(stale), numbers }
}
