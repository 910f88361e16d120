import type { Caller } from '../http/index.ts'

export type Reader = Pick<Caller, 'scope' | 'seesOf'>

/**
 * The condition that leaves the conversations somebody may see. Every query that lists, finds,
 * counts or exports conversations, or what belongs to one, has it: of messages, files and contacts
 * through a join, or an `exists`, of theirs.
 *
 *     const values: unknown[] = [accountId, limit]
 *     const { rows } = await database.query(
 *       `select c.id from conversations c
 *        where c.account_id = $1 and ${visibleTo(caller, values)} limit $2`,
 *       values,
 *     )
 *
 * It puts what it compares with at the end of `values` and counts on from there, so the text may
 * go anywhere in the query. `of` is what the query calls `conversations`.
 */
export function visibleTo({ scope, seesOf }: Reader, values: unknown[], of = 'c'): string {
  if (scope === 'all') return 'true'
  values.push(seesOf)
  return `${of}.concerns && $${values.length}::uuid[]`
}

/** The same of one conversation that is at hand, as `Caller.sees` asks it. */
export function isVisibleTo({ scope, seesOf }: Reader, concerns: readonly string[]): boolean {
  return scope === 'all' || concerns.some((id) => seesOf.includes(id))
}
