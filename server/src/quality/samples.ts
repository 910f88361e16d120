import type { Sample, SampleQueue } from '@otklik/protocol/reports'

import { type Reader, visibleTo } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { NotFoundError, Refusal } from '../http/index.ts'
import {
  type Acting,
  type ConversationRow,
  contactOf,
  conversationColumns,
  tellQuality,
  viewReviewed,
} from './parts.ts'
import { requireScorecard } from './scorecards.ts'

export interface SampleRow {
  id: string
  conversation_id: string
  operator_id: string
  team_id: string | null
  reason: Sample['reason']
  scorecard_id: string
  reviewer_ids: string[] | null
  edition: number | null
}

interface QueueRow extends ConversationRow, SampleRow {
  rule_name: string | null
  scorecard_name: string
  sampled_at: Date
  review_id: string | null
}

/** More are not shown at once; those begun come first, then the longest waiting. */
const MOST_SHOWN = 200

type Reviewer = Reader & Pick<Acting, 'accountId' | 'operatorId'>

/**
 * Which samples `s` of conversations `c` wait for this reviewer: of others' work, in their sight, not
 * had by them yet, and in nobody else's hands; of calibrations those they are named in.
 */
function waitingFor(reviewer: Reviewer, values: unknown[]): string {
  values.push(reviewer.operatorId)
  const me = `$${values.length}::uuid`
  return `${visibleTo(reviewer, values)} and s.operator_id <> ${me}
    and (s.reviewer_ids is null or ${me} = any(s.reviewer_ids))
    and not exists (select from reviews v
      where v.account_id = s.account_id and v.conversation_id = s.conversation_id
        and v.reviewer_id = ${me} and (v.ended_at is not null or v.sample_id <> s.id))
    and (s.reviewer_ids is not null or not exists (select from reviews v
      where v.account_id = s.account_id and v.sample_id = s.id and v.reviewer_id <> ${me}))`
}

/** «Очередь проверки» */
export async function listQueue(database: Queryable, reviewer: Reviewer): Promise<SampleQueue> {
  const values: unknown[] = [reviewer.accountId, reviewer.operatorId]
  const { rows } = await database.query<QueueRow & { total: number }>(
    `select s.id, s.operator_id, s.team_id, s.reason, s.scorecard_id, s.sampled_at,
       r.name as rule_name, k.name as scorecard_name, ${conversationColumns},
       own.id as review_id, count(*) over ()::integer as total
     from samples s
     join conversations c on c.account_id = s.account_id and c.id = s.conversation_id
     ${contactOf}
     join scorecards k on k.account_id = s.account_id and k.id = s.scorecard_id
     left join sampling_rules r on r.account_id = s.account_id and r.id = s.rule_id
     left join reviews own on own.account_id = s.account_id and own.sample_id = s.id
       and own.reviewer_id = $2
     where s.account_id = $1 and ${waitingFor(reviewer, values)}
     order by own.id is null, s.sampled_at, c.number limit ${MOST_SHOWN}`,
    values,
  )
  return { samples: rows.map(viewSample), total: rows[0]?.total ?? 0 }
}

export async function countQueue(database: Queryable, reviewer: Reviewer): Promise<number> {
  const values: unknown[] = [reviewer.accountId]
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::integer as count from samples s
     join conversations c on c.account_id = s.account_id and c.id = s.conversation_id
     where s.account_id = $1 and ${waitingFor(reviewer, values)}`,
    values,
  )
  return rows[0]?.count ?? 0
}

function viewSample(row: QueueRow): Sample {
  return {
    id: row.id,
    reason: row.reason,
    ...(row.rule_name && { ruleName: row.rule_name }),
    scorecardId: row.scorecard_id,
    scorecardName: row.scorecard_name,
    conversation: viewReviewed(row),
    operatorId: row.operator_id,
    ...(row.team_id && { teamId: row.team_id }),
    sampledAt: row.sampled_at.toISOString(),
    ...(row.review_id && { reviewId: row.review_id }),
  }
}

/** One that this reviewer may see; another does not exist. */
export async function getSample(
  client: Queryable,
  reviewer: Reviewer,
  id: string,
): Promise<SampleRow> {
  const values: unknown[] = [reviewer.accountId, id]
  const { rows } = await client.query<SampleRow>(
    `select s.id, s.conversation_id, s.operator_id, s.team_id, s.reason, s.scorecard_id,
       s.reviewer_ids, s.edition
     from samples s
     join conversations c on c.account_id = s.account_id and c.id = s.conversation_id
     where s.account_id = $1 and s.id = $2 and ${visibleTo(reviewer, values)} for update of s`,
    values,
  )
  if (!rows[0]) throw new NotFoundError()
  return rows[0]
}

/** «Выбрать вручную»; one that has been chosen already is the same sample. */
export async function chooseSample(
  client: Queryable,
  reviewer: Reviewer,
  { conversationId, scorecardId, now }: { conversationId: string; scorecardId: string; now: Date },
): Promise<Sample> {
  const { accountId, operatorId } = reviewer
  await requireScorecard(client, accountId, scorecardId)
  const about = await requireReviewable(client, reviewer, conversationId)
  if (about.operator_id === operatorId) throw new Refusal('own-work')
  await client.query(
    `insert into samples (account_id, conversation_id, operator_id, team_id, reason, scorecard_id,
       sampled_by, sampled_at)
     values ($1, $2, $3, $4, 'chosen', $5, $6, $7) on conflict do nothing`,
    [accountId, conversationId, about.operator_id, about.team_id, scorecardId, operatorId, now],
  )
  const found = (await listQueue(client, reviewer)).samples.find(
    ({ conversation, reason }) => conversation.id === conversationId && reason !== 'calibration',
  )
  if (!found) throw new Refusal('already-reviewed')
  await tellQuality(client, accountId, [about.team_id])
  return found
}

/** Whose it was: a person has to have had it, and it has to be over. */
export async function requireReviewable(
  client: Queryable,
  reviewer: Reviewer,
  conversationId: string,
): Promise<{ operator_id: string; team_id: string | null }> {
  const values: unknown[] = [reviewer.accountId, conversationId]
  const { rows } = await client.query<{
    operator_id: string | null
    team_id: string | null
    status: string
  }>(
    `select c.operator_id, c.status, (c.state -> 'holding' ->> 'teamId')::uuid as team_id
     from conversations c
     where c.account_id = $1 and c.id = $2 and ${visibleTo(reviewer, values)}`,
    values,
  )
  const [row] = rows
  if (!row) throw new NotFoundError()
  const { operator_id, team_id, status } = row
  if (status !== 'closed' || operator_id === null) throw new Refusal('not-closed')
  return { operator_id, team_id }
}
