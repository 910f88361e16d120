import type { Appeal, Review, ReviewAnswers, ScorecardSection } from '@otklik/protocol/reports'

import { visibleTo } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'
import {
  type Acting,
  type ConversationRow,
  contactOf,
  conversationColumns,
  DAY_MS,
  viewReviewed,
} from './parts.ts'

export interface AppealColumns {
  appeal: string | null
  appealed_at: Date | null
  decision: 'upheld' | 'rejected' | null
  decision_text: string | null
  decided_at: Date | null
  decided_by: string | null
}

export interface ReviewRow extends ConversationRow, AppealColumns {
  id: string
  version: number
  account_id: string
  sample_id: string
  operator_id: string
  team_id: string | null
  reviewer_id: string
  scorecard_id: string
  scorecard_name: string
  edition: number
  sections: ScorecardSection[]
  is_calibration: boolean
  answers: ReviewAnswers
  summary: string
  score: string | null
  is_critical: boolean
  is_counted: boolean
  begun_at: Date
  ended_at: Date | null
  seen_at: Date | null
  reply: string | null
  replied_at: Date | null
  appeal_days: number
}

const source = `reviews v
  join conversations c on c.account_id = v.account_id and c.id = v.conversation_id
  ${contactOf}
  join scorecards k on k.account_id = v.account_id and k.id = v.scorecard_id
  join scorecard_editions e on e.account_id = v.account_id and e.scorecard_id = v.scorecard_id
    and e.edition = v.edition
  left join quality_settings qs on qs.account_id = v.account_id`
const columns = `v.account_id, v.id, v.version, v.sample_id, v.operator_id, v.team_id, v.reviewer_id,
  v.scorecard_id, k.name as scorecard_name, v.edition, e.sections, v.is_calibration, v.answers,
  v.summary, v.score, v.is_critical, v.is_counted, v.begun_at, v.ended_at, v.seen_at, v.reply,
  v.replied_at, v.appeal, v.appealed_at, v.decision, v.decision_text, v.decided_at, v.decided_by,
  coalesce(qs.appeal_days, 14) as appeal_days, ${conversationColumns}`

export interface Asked {
  /** SQL about the review `v` and its conversation `c`; `$1` is the account. */
  where: string
  values: unknown[]
  /** `order by` and `limit`. */
  rest?: string
}

/** For those who have asked who may read them already. */
export async function selectReviews(
  database: Queryable,
  accountId: string,
  { where, values, rest = '' }: Asked,
): Promise<ReviewRow[]> {
  const { rows } = await database.query<ReviewRow>(
    `select ${columns} from ${source} where v.account_id = $1 and ${where} ${rest}`,
    [accountId, ...values],
  )
  return rows
}

/**
 * One review, for whoever may read it: its reviewer; the operator it is about, once it is done and no
 * calibration; and other reviewers who see the conversation, once nobody is influenced by it.
 */
export async function getReview(
  database: Queryable,
  caller: Acting,
  id: string,
): Promise<ReviewRow> {
  const [row] = await selectReviews(database, caller.accountId, {
    where: 'v.id = $2',
    values: [id],
  })
  if (!row || !(await mayRead(database, caller, row))) throw new NotFoundError()
  return row
}

async function mayRead(database: Queryable, caller: Acting, row: ReviewRow): Promise<boolean> {
  const { operatorId, accountId } = caller
  if (row.reviewer_id === operatorId) return true
  if (!row.ended_at) return false
  if (row.operator_id === operatorId) return !row.is_calibration
  if (!caller.can('quality.review')) return false
  if (row.is_calibration && !(await isCalibrated(database, accountId, row.sample_id))) return false
  const values: unknown[] = [accountId, row.conversation_id]
  const { rowCount } = await database.query(
    `select from conversations c
     where c.account_id = $1 and c.id = $2 and ${visibleTo(caller, values)}`,
    values,
  )
  return rowCount === 1
}

/** Both have ended: neither can be influenced by the other any more. */
export async function isCalibrated(
  database: Queryable,
  accountId: string,
  sampleId: string,
): Promise<boolean> {
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::integer as count from reviews
     where account_id = $1 and sample_id = $2 and ended_at is not null`,
    [accountId, sampleId],
  )
  return (rows[0]?.count ?? 0) >= 2
}

export function viewReview(row: ReviewRow): Review {
  return {
    id: row.id,
    version: row.version,
    sampleId: row.sample_id,
    isCalibration: row.is_calibration,
    conversation: viewReviewed(row),
    operatorId: row.operator_id,
    ...(row.team_id && { teamId: row.team_id }),
    reviewerId: row.reviewer_id,
    scorecard: {
      id: row.scorecard_id,
      name: row.scorecard_name,
      edition: row.edition,
      sections: row.sections,
    },
    answers: row.answers,
    summary: row.summary,
    ...(row.score !== null && { score: Number(row.score) }),
    isCritical: row.is_critical,
    isCounted: row.is_counted,
    begunAt: row.begun_at.toISOString(),
    ...(row.ended_at && { endedAt: row.ended_at.toISOString() }),
    ...(row.seen_at && { seenAt: row.seen_at.toISOString() }),
    ...(row.reply !== null &&
      row.replied_at && { reply: { text: row.reply, at: row.replied_at.toISOString() } }),
    ...appealOf(row),
    ...(row.ended_at && !row.is_calibration && { appealUntil: appealUntil(row, row.ended_at) }),
  }
}

export const appealUntil = ({ appeal_days }: { appeal_days: number }, from: Date): string =>
  new Date(from.getTime() + appeal_days * DAY_MS).toISOString()

export function appealOf(row: AppealColumns): { appeal?: Appeal } {
  if (row.appeal === null || !row.appealed_at) return {}
  return {
    appeal: {
      text: row.appeal,
      at: row.appealed_at.toISOString(),
      ...(row.decision && { decision: row.decision }),
      ...(row.decision_text !== null && { decisionText: row.decision_text }),
      ...(row.decided_at && { decidedAt: row.decided_at.toISOString() }),
      ...(row.decided_by && { decidedBy: row.decided_by }),
    },
  }
}
