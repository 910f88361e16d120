import {
  type Review,
  type ReviewAnswers,
  scoreOf,
  type writeReviewRequest,
} from '@otklik/protocol/reports'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'

import type { Queryable } from '../database/index.ts'
import { InvalidFieldsError, NotFoundError, Refusal } from '../http/index.ts'
import { toDatabaseJson } from '../lib/database-json.ts'
import { type Acting, tellQuality } from './parts.ts'
import { getReview, type ReviewRow, selectReviews, viewReview } from './reviews.ts'
import { getSample } from './samples.ts'
import { requireScorecard } from './scorecards.ts'

type Writing = z.output<typeof writeReviewRequest>

/**
 * Takes a sample into one's hands; asked again, it is the same review. By the card as it is now, and
 * in a calibration by the one it was begun with.
 */
export async function beginReview(
  client: Queryable,
  caller: Acting,
  { sampleId, now }: { sampleId: string; now: Date },
): Promise<Review> {
  const { accountId, operatorId } = caller
  const sample = await getSample(client, caller, sampleId)
  if (sample.operator_id === operatorId) throw new Refusal('own-work')
  const others = await selectReviews(client, accountId, {
    where: 'v.conversation_id = $2 and (v.reviewer_id = $3 or v.sample_id = $4)',
    values: [sample.conversation_id, operatorId, sampleId],
  })
  const own = others.find(({ reviewer_id }) => reviewer_id === operatorId)
  if (own && own.sample_id === sampleId) return viewReview(own)
  if (own) throw new Refusal('already-reviewed')
  const isCalibration = sample.reviewer_ids !== null
  if (isCalibration && !sample.reviewer_ids?.includes(operatorId)) throw new NotFoundError()
  if (!isCalibration && others.length > 0) throw new Refusal('review-taken')
  const edition =
    sample.edition ?? (await requireScorecard(client, accountId, sample.scorecard_id)).edition
  const id = newId()
  await client.query(
    `insert into reviews (account_id, id, sample_id, conversation_id, operator_id, team_id,
       reviewer_id, scorecard_id, edition, is_calibration, begun_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[accountId, id, sampleId, sample.conversation_id, sample.operator_id, sample.team_id],
      ...[operatorId, sample.scorecard_id, edition, isCalibration, now],
    ],
  )
  await tellQuality(client, accountId, [sample.team_id])
  return viewReview(await getReview(client, caller, id))
}

/** A draft: kept as it is, whatever it lacks. */
export async function keepDraft(
  client: Queryable,
  caller: Acting,
  { id, writing }: { id: string; writing: Writing },
): Promise<Review> {
  const draft = await lockDraft(client, caller, id)
  refuseStale(draft, writing)
  await write(client, draft, writing)
  return viewReview(await getReview(client, caller, id))
}

/** Counts it from here on, and tells the operator; of a calibration nobody is told. */
export async function completeReview(
  client: Queryable,
  caller: Acting,
  { id, writing, now }: { id: string; writing: Writing; now: Date },
): Promise<Review> {
  const { accountId } = caller
  const draft = await lockDraft(client, caller, id)
  refuseStale(draft, writing)
  refuseGaps(draft, writing.answers)
  const { score, isCritical } = scoreOf(draft.sections, writing.answers)
  if (score === undefined) throw new Refusal('nothing-applies')
  await write(client, draft, writing)
  await client.query(
    `update reviews set score = $3, is_critical = $4, ended_at = $5
     where account_id = $1 and id = $2`,
    [accountId, id, score, isCritical, now],
  )
  const done = viewReview(await getReview(client, caller, id))
  await tellQuality(client, accountId, [
    draft.is_calibration ? undefined : draft.operator_id,
    draft.team_id,
  ])
  return done
}

/** Somebody else may review it then; what was written is gone. */
export async function dropDraft(client: Queryable, caller: Acting, id: string): Promise<void> {
  const draft = await lockDraft(client, caller, id)
  await client.query('delete from reviews where account_id = $1 and id = $2', [
    caller.accountId,
    id,
  ])
  await tellQuality(client, caller.accountId, [draft.team_id])
}

async function lockDraft(client: Queryable, caller: Acting, id: string): Promise<ReviewRow> {
  const { accountId, operatorId } = caller
  await client.query('select from reviews where account_id = $1 and id = $2 for update', [
    accountId,
    id,
  ])
  const row = await getReview(client, caller, id)
  if (row.reviewer_id !== operatorId) throw new NotFoundError()
  if (row.ended_at) throw new Refusal('review-over')
  return row
}

function refuseStale({ version }: ReviewRow, writing: Writing): void {
  if (version !== writing.version) throw new Refusal('changed-meanwhile')
}

/** Answers of criteria that the card has, in its own scale; messages of that conversation. */
async function write(client: Queryable, draft: ReviewRow, writing: Writing): Promise<void> {
  const { answers, summary } = writing
  refuseStrangeAnswers(draft, answers)
  const messageIds = Object.values(answers).flatMap(({ messageId }) => messageId ?? [])
  const { rows } = await client.query<{ id: string }>(
    `select m.id from messages m join reviews v on v.account_id = m.account_id
       and v.conversation_id = m.conversation_id
     where v.account_id = $1 and v.id = $2 and m.id = any($3)`,
    [draft.account_id, draft.id, messageIds],
  )
  const known = new Set(rows.map(({ id }) => id))
  for (const [id, { messageId }] of Object.entries(answers)) {
    if (messageId !== undefined && !known.has(messageId)) refuse(`answers.${id}.messageId`)
  }
  await client.query(
    `update reviews v set version = v.version + 1, answers = $3, summary = $4
     where v.account_id = $1 and v.id = $2`,
    [draft.account_id, draft.id, toDatabaseJson(answers), summary],
  )
}

function refuseStrangeAnswers({ sections }: ReviewRow, answers: ReviewAnswers): void {
  const criteria = new Map(
    sections.flatMap((section) => section.criteria.map((each) => [each.id, each] as const)),
  )
  for (const [id, { value }] of Object.entries(answers)) {
    const criterion = criteria.get(id)
    if (!criterion) refuse(`answers.${id}`)
    const isFitting =
      value === undefined ||
      (value === 'na'
        ? criterion.mayNotApply
        : (typeof value === 'number') === (criterion.scale === 'five'))
    if (!isFitting) refuse(`answers.${id}.value`)
  }
}

/** «Не применимо» is an answer too. */
function refuseGaps({ sections }: ReviewRow, answers: ReviewAnswers): void {
  const gaps = sections
    .flatMap(({ criteria }) => criteria)
    .filter(({ id }) => answers[id]?.value === undefined)
  if (gaps.length === 0) return
  throw new InvalidFieldsError(
    Object.fromEntries(gaps.map(({ id }) => [`answers.${id}`, { code: 'required' }])),
  )
}

function refuse(path: string): never {
  throw new InvalidFieldsError({ [path]: { code: 'not-an-option' } })
}
