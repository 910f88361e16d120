import type { AppealCase, AppealDecision, RatingView, Review } from '@otklik/protocol/reports'

import { visibleTo } from '../access/index.ts'
import { recordChange } from '../audit/index.ts'
import type { Queryable } from '../database/index.ts'
import { NotFoundError, Refusal } from '../http/index.ts'
import { type Acting, tellQuality } from './parts.ts'
import { getRating, selectRatings, viewRating } from './ratings.ts'
import { appealUntil, getReview, selectReviews, viewReview } from './reviews.ts'

/** What is appealed: the mark of a conversation, by its id, or a review, by its own. */
export interface Appealed {
  kind: 'rating' | 'review'
  id: string
}

interface Standing {
  operator_id: string | null
  team_id: string | null
  number: number
  /** Since when it could be appealed; nothing where it never can. */
  since: Date | null
  appeal: string | null
  decision: string | null
  appeal_days: number
}

const places = {
  rating: { table: 'ratings', key: 'conversation_id' },
  review: { table: 'reviews', key: 'id' },
} as const

/** «Подать апелляцию»: once, by whoever it is about, within the company's days. */
export async function makeAppeal(
  client: Queryable,
  caller: Acting,
  { of, text, now }: { of: Appealed; text: string; now: Date },
): Promise<void> {
  const standing = await lock(client, caller, of)
  const { since, number, team_id } = standing
  if (standing.operator_id !== caller.operatorId || !since) throw new NotFoundError()
  if (standing.appeal !== null) throw new Refusal('already-appealed')
  if (now > new Date(appealUntil(standing, since))) {
    throw new Refusal('appeal-over', { days: standing.appeal_days })
  }
  const { table, key } = places[of.kind]
  await client.query(
    `update ${table} set appeal = $3, appealed_at = $4, seen_at = coalesce(seen_at, $4)
       ${of.kind === 'rating' ? ', appealed_by = $5' : ', version = version + 1'}
     where account_id = $1 and ${key} = $2`,
    [caller.accountId, of.id, text, now, ...(of.kind === 'rating' ? [caller.operatorId] : [])],
  )
  await recordChange(client, caller, {
    action: 'changed',
    subject: { kind: of.kind, id: of.id, name: String(number) },
    changes: [{ field: 'quality.appeal', after: text }],
  })
  await tellQuality(client, caller.accountId, [caller.operatorId, team_id])
}

/** Keeps it, or takes it out of all figures; the operator is told, the customer never. */
export async function decideAppeal(
  client: Queryable,
  caller: Acting,
  given: { of: Appealed; decision: AppealDecision; text: string; now: Date },
): Promise<void> {
  const { of, decision, text, now } = given
  const { operator_id, team_id, number, ...standing } = await lock(client, caller, of)
  if (standing.appeal === null) throw new NotFoundError()
  if (operator_id === caller.operatorId) throw new Refusal('own-work')
  if (standing.decision !== null) throw new Refusal('already-decided')
  const { table, key } = places[of.kind]
  await client.query(
    `update ${table} set decision = $3, decision_text = $4, decided_at = $5, decided_by = $6,
       seen_at = null ${of.kind === 'review' ? ', version = version + 1' : ''}
     where account_id = $1 and ${key} = $2`,
    [caller.accountId, of.id, decision, text, now, caller.operatorId],
  )
  await recordChange(client, caller, {
    action: 'changed',
    subject: { kind: of.kind, id: of.id, name: String(number) },
    changes: [
      { field: 'quality.decision', after: decision },
      { field: 'quality.decisionText', after: text },
    ],
  })
  await tellQuality(client, caller.accountId, [operator_id, team_id])
}

/** «Ответить» to a review, once: the reviewer reads it, and it changes nothing. */
export async function replyToReview(
  client: Queryable,
  caller: Acting,
  { id, text, now }: { id: string; text: string; now: Date },
): Promise<void> {
  const { since, operator_id, team_id } = await lock(client, caller, { kind: 'review', id })
  if (operator_id !== caller.operatorId || !since) throw new NotFoundError()
  await client.query(
    `update reviews set version = version + 1, reply = $3, replied_at = $4,
       seen_at = coalesce(seen_at, $4)
     where account_id = $1 and id = $2`,
    [caller.accountId, id, text, now],
  )
  await tellQuality(client, caller.accountId, [caller.operatorId, team_id])
}

/** The operator has read a review as it is now. */
export async function markReviewSeen(
  client: Queryable,
  caller: Acting,
  { id, now }: { id: string; now: Date },
): Promise<void> {
  const { operator_id, since } = await lock(client, caller, { kind: 'review', id })
  if (operator_id !== caller.operatorId || !since) throw new NotFoundError()
  const { rowCount } = await client.query(
    'update reviews set seen_at = $3 where account_id = $1 and id = $2 and seen_at is null',
    [caller.accountId, id, now],
  )
  if (rowCount) await tellQuality(client, caller.accountId, [caller.operatorId])
}

/** All marks of theirs, and what was decided about them: they stand in one list. */
export async function markRatingsSeen(client: Queryable, caller: Acting, now: Date): Promise<void> {
  const { rowCount } = await client.query(
    `update ratings set seen_at = $3
     where account_id = $1 and operator_id = $2 and score is not null and seen_at is null`,
    [caller.accountId, caller.operatorId, now],
  )
  if (rowCount) await tellQuality(client, caller.accountId, [caller.operatorId])
}

async function lock(client: Queryable, caller: Acting, { kind, id }: Appealed): Promise<Standing> {
  const { table, key } = places[kind]
  await client.query(`select from ${table} where account_id = $1 and ${key} = $2 for update`, [
    caller.accountId,
    id,
  ])
  if (kind === 'rating') {
    const row = await getRating(client, caller, id)
    return { ...row, since: row.rated_at }
  }
  const row = await getReview(client, caller, id)
  return { ...row, since: row.is_calibration ? null : row.ended_at }
}

/** More are not shown at once. */
const MOST_SHOWN = 200

/** «Апелляции»: what waits for a decision, the longest first, or had one, the latest first. */
export async function listAppeals(
  database: Queryable,
  caller: Acting,
  state: 'open' | 'decided',
): Promise<AppealCase[]> {
  const asked = () => {
    const values: unknown[] = [caller.accountId]
    const where = `v.appeal is not null and v.decision is ${state === 'open' ? '' : 'not '}null
      and ${visibleTo(caller, values)}`
    const order = state === 'open' ? 'v.appealed_at' : 'v.decided_at desc'
    return { where, values: values.slice(1), rest: `order by ${order} limit ${MOST_SHOWN}` }
  }
  const ratings = await selectRatings(database, caller.accountId, asked())
  const reviews = await selectReviews(database, caller.accountId, asked())
  const cases = [
    ...ratings.map((row) => ({ at: momentOf(row, state), ...caseOf(viewRating(row)) })),
    ...reviews.map((row) => ({ at: momentOf(row, state), ...caseOf(viewReview(row)) })),
  ]
  cases.sort((one, other) => one.at - other.at)
  return (state === 'open' ? cases : cases.reverse()).map(({ at: _at, ...each }) => each)
}

function caseOf(of: RatingView | Review): AppealCase {
  return 'scorecard' in of ? { kind: 'review', review: of } : { kind: 'rating', rating: of }
}

const momentOf = (
  row: { appealed_at: Date | null; decided_at: Date | null },
  state: 'open' | 'decided',
): number => (state === 'open' ? row.appealed_at : row.decided_at)?.getTime() ?? 0

export async function countAppeals(database: Queryable, caller: Acting): Promise<number> {
  const values: unknown[] = [caller.accountId, caller.operatorId]
  const condition = `v.appeal is not null and v.decision is null
    and v.operator_id is distinct from $2 and ${visibleTo(caller, values)}`
  const count = (table: string) => `(select count(*) from ${table} v
    join conversations c on c.account_id = v.account_id and c.id = v.conversation_id
    where v.account_id = $1 and ${condition})`
  const { rows } = await database.query<{ count: number }>(
    `select (${count('ratings')} + ${count('reviews')})::integer as count`,
    values,
  )
  return rows[0]?.count ?? 0
}
