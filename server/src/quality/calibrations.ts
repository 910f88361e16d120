import type { Calibration, ReviewAnswers, ScorecardSection } from '@otklik/protocol/reports'
import { v7 as newId } from 'uuid'

import { permissionsOf, visibleTo } from '../access/index.ts'
import { recordChange } from '../audit/index.ts'
import type { Queryable } from '../database/index.ts'
import { InvalidFieldsError, NotFoundError, Refusal } from '../http/index.ts'
import {
  type Acting,
  type ConversationRow,
  contactOf,
  conversationColumns,
  tellQuality,
  viewReviewed,
} from './parts.ts'
import { requireReviewable } from './samples.ts'
import { requireScorecard } from './scorecards.ts'

interface Starting {
  conversationId: string
  scorecardId: string
  reviewerIds: string[]
  now: Date
}

/** «Калибровка»: puts one conversation before two reviewers, who do not see each other's answers. */
export async function startCalibration(
  client: Queryable,
  caller: Acting,
  { conversationId, scorecardId, reviewerIds, now }: Starting,
): Promise<Calibration> {
  const { accountId } = caller
  const card = await requireScorecard(client, accountId, scorecardId)
  const about = await requireReviewable(client, caller, conversationId)
  await refuseReviewers(client, accountId, { conversationId, reviewerIds, about })
  const id = newId()
  const { rowCount } = await client.query(
    `insert into samples (account_id, id, conversation_id, operator_id, team_id, reason,
       scorecard_id, reviewer_ids, edition, sampled_by, sampled_at)
     values ($1, $2, $3, $4, $5, 'calibration', $6, $7, $8, $9, $10) on conflict do nothing`,
    [
      ...[accountId, id, conversationId, about.operator_id, about.team_id, scorecardId],
      ...[reviewerIds, card.edition, caller.operatorId, now],
    ],
  )
  if (rowCount === 0) throw new Refusal('already-reviewed')
  const made = await getCalibration(client, caller, id)
  await recordChange(client, caller, {
    action: 'created',
    subject: { kind: 'review', id, name: String(made.conversation.number) },
    changes: [{ field: 'quality.calibration', after: card.name }],
  })
  await tellQuality(client, accountId, [...reviewerIds, about.team_id])
  return made
}

/** Two who may review, neither of them about themselves, and who have not had it before. */
async function refuseReviewers(
  client: Queryable,
  accountId: string,
  given: Pick<Starting, 'conversationId' | 'reviewerIds'> & { about: { operator_id: string } },
): Promise<void> {
  const { conversationId, reviewerIds, about } = given
  const { rows } = await client.query<{ id: string; role: 'owner'; has_had: boolean }>(
    `select o.id, m.role, exists (select from reviews v
       where v.account_id = o.account_id and v.conversation_id = $3 and v.reviewer_id = o.id)
       as has_had
     from operators o
     join memberships m on m.account_id = o.account_id and m.user_id = o.user_id
       and m.disabled_at is null
     where o.account_id = $1 and o.id = any($2)`,
    [accountId, reviewerIds, conversationId],
  )
  const known = new Map(rows.map((row) => [row.id, row]))
  for (const [index, id] of reviewerIds.entries()) {
    const found = known.get(id)
    const path = `reviewerIds.${index}`
    const isFit = found && permissionsOf(found.role).has('quality.review')
    if (!isFit || reviewerIds.indexOf(id) !== index || id === about.operator_id) {
      throw new InvalidFieldsError({ [path]: { code: 'no-such-operator' } })
    }
    if (found.has_had) throw new Refusal('already-reviewed')
  }
}

interface CalibrationRow extends ConversationRow {
  sample_id: string
  operator_id: string
  scorecard_name: string
  sections: ScorecardSection[]
  sampled_at: Date
  reviewer_ids: string[]
  reviews: {
    id: string
    reviewerId: string
    score: number | null
    answers: ReviewAnswers
    summary: string
  }[]
}

const MOST_SHOWN = 200

/** The latest first; what each has written is shown only once both have ended. */
export async function listCalibrations(
  database: Queryable,
  caller: Acting,
  id?: string,
): Promise<Calibration[]> {
  const values: unknown[] = [caller.accountId, id ?? null]
  const { rows } = await database.query<CalibrationRow>(
    `select s.id as sample_id, s.operator_id, k.name as scorecard_name, e.sections, s.sampled_at,
       s.reviewer_ids, ${conversationColumns},
       (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'reviewerId', v.reviewer_id,
          'score', v.score, 'answers', v.answers, 'summary', v.summary)), '[]')
        from reviews v where v.account_id = s.account_id and v.sample_id = s.id
          and v.ended_at is not null) as reviews
     from samples s
     join conversations c on c.account_id = s.account_id and c.id = s.conversation_id
     ${contactOf}
     join scorecards k on k.account_id = s.account_id and k.id = s.scorecard_id
     join scorecard_editions e on e.account_id = s.account_id and e.scorecard_id = s.scorecard_id
       and e.edition = s.edition
     where s.account_id = $1 and s.reason = 'calibration' and ($2::uuid is null or s.id = $2)
       and ${visibleTo(caller, values)}
     order by s.sampled_at desc, s.id limit ${MOST_SHOWN}`,
    values,
  )
  return rows.map(viewCalibration)
}

export async function getCalibration(
  database: Queryable,
  caller: Acting,
  id: string,
): Promise<Calibration> {
  const [found] = await listCalibrations(database, caller, id)
  if (!found) throw new NotFoundError()
  return found
}

function viewCalibration(row: CalibrationRow): Calibration {
  const { sections, reviews, reviewer_ids } = row
  const areBothDone = reviews.length === reviewer_ids.length
  const [one, other] = reviews
  return {
    sampleId: row.sample_id,
    conversation: viewReviewed(row),
    operatorId: row.operator_id,
    scorecardName: row.scorecard_name,
    sections,
    at: row.sampled_at.toISOString(),
    reviewers: reviewer_ids.map((operatorId) => {
      const review = reviews.find(({ reviewerId }) => reviewerId === operatorId)
      if (!review || !areBothDone) return { operatorId, isDone: review !== undefined }
      const { id, answers, summary, score } = review
      return { operatorId, isDone: true, review: { id, answers, summary, score: score ?? 0 } }
    }),
    ...(areBothDone && one && other && { agreement: agreementOf(sections, one, other) }),
  }
}

/** Of a hundred: how many criteria both have answered alike. */
function agreementOf(
  sections: readonly ScorecardSection[],
  one: { answers: ReviewAnswers },
  other: { answers: ReviewAnswers },
): number {
  const ids = sections.flatMap(({ criteria }) => criteria.map(({ id }) => id))
  const alike = ids.filter((id) => one.answers[id]?.value === other.answers[id]?.value)
  return Math.round((100 * alike.length) / ids.length)
}
