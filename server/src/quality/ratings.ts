import type { RatingView } from '@otklik/protocol/reports'

import { visibleTo } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'
import {
  type Acting,
  type ConversationRow,
  contactOf,
  conversationColumns,
  viewReviewed,
} from './parts.ts'
import { type AppealColumns, type Asked, appealOf, appealUntil } from './reviews.ts'

export interface RatingRow extends ConversationRow, AppealColumns {
  operator_id: string | null
  team_id: string | null
  scale: RatingView['scale']
  score: number
  rated_at: Date
  comment: string | null
  is_counted: boolean
  seen_at: Date | null
  appeal_days: number
}

/** Marks that customers have given, for those who have asked who may read them already. */
export async function selectRatings(
  database: Queryable,
  accountId: string,
  { where, values, rest = '' }: Asked,
): Promise<RatingRow[]> {
  const { rows } = await database.query<RatingRow>(
    `select v.operator_id, v.team_id, v.scale, v.score, v.rated_at, v.comment, v.is_counted,
       v.seen_at, v.appeal, v.appealed_at, v.decision, v.decision_text, v.decided_at, v.decided_by,
       coalesce(qs.appeal_days, 14) as appeal_days, ${conversationColumns}
     from ratings v
     join conversations c on c.account_id = v.account_id and c.id = v.conversation_id
     ${contactOf}
     left join quality_settings qs on qs.account_id = v.account_id
     where v.account_id = $1 and v.score is not null and ${where} ${rest}`,
    [accountId, ...values],
  )
  return rows
}

/** The mark of one conversation: for whoever had it, and for reviewers who see it. */
export async function getRating(
  database: Queryable,
  caller: Acting,
  conversationId: string,
): Promise<RatingRow> {
  const values: unknown[] = [caller.accountId, conversationId, caller.operatorId]
  const isSeen = visibleTo(caller, values)
  const others = caller.can('quality.review') ? isSeen : 'false'
  const [row] = await selectRatings(database, caller.accountId, {
    where: `v.conversation_id = $2 and (v.operator_id = $3 or ${others})`,
    values: others === 'false' ? values.slice(1, 3) : values.slice(1),
  })
  if (!row) throw new NotFoundError()
  return row
}

export function viewRating(row: RatingRow): RatingView {
  return {
    conversation: viewReviewed(row),
    ...(row.operator_id && { operatorId: row.operator_id }),
    ...(row.team_id && { teamId: row.team_id }),
    scale: row.scale,
    score: row.score,
    ratedAt: row.rated_at.toISOString(),
    ...(row.comment && { comment: row.comment }),
    isCounted: row.is_counted,
    ...(row.seen_at && { seenAt: row.seen_at.toISOString() }),
    ...appealOf(row),
    ...(row.operator_id && { appealUntil: appealUntil(row, row.rated_at) }),
  }
}
