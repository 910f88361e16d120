import type { createSamplingRuleRequest, SamplingRule } from '@otklik/protocol/reports'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'

import {
  type Author,
  changedMeanwhile,
  differences,
  recordChange,
  withPrefix,
} from '../audit/index.ts'
import { lockAccount, type Queryable } from '../database/index.ts'
import { InvalidFieldsError, NotFoundError } from '../http/index.ts'
import { listTeams } from '../teams/index.ts'
import { requireScorecard } from './scorecards.ts'

type RuleFields = z.output<typeof createSamplingRuleRequest>

interface RuleRow {
  id: string
  version: number
  name: string
  is_on: boolean
  kind: SamplingRule['kind']
  scorecard_id: string
  per_operator: number
  low_score: number | null
  least_messages: number | null
  team_ids: string[] | null
  from_date: string
  until_date: string | null
}

const columns = `id, version, name, is_on, kind, scorecard_id, per_operator, low_score,
  least_messages, team_ids, from_date::text, until_date::text`

export async function listRules(database: Queryable, accountId: string): Promise<SamplingRule[]> {
  const { rows } = await database.query<RuleRow>(
    `select ${columns} from sampling_rules where account_id = $1 order by created_at, id`,
    [accountId],
  )
  return rows.map(viewRule)
}

export async function getRule(
  database: Queryable,
  accountId: string,
  id: string,
): Promise<SamplingRule> {
  const { rows } = await database.query<RuleRow>(
    `select ${columns} from sampling_rules where account_id = $1 and id = $2`,
    [accountId, id],
  )
  if (!rows[0]) throw new NotFoundError()
  return viewRule(rows[0])
}

function viewRule(row: RuleRow): SamplingRule {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    isOn: row.is_on,
    kind: row.kind,
    scorecardId: row.scorecard_id,
    perOperator: row.per_operator,
    ...(row.low_score !== null && { lowScore: row.low_score }),
    ...(row.least_messages !== null && { leastMessages: row.least_messages }),
    ...(row.team_ids && { teamIds: row.team_ids }),
    from: row.from_date,
    ...(row.until_date && { until: row.until_date }),
  }
}

export async function createRule(
  client: Queryable,
  author: Author,
  fields: RuleFields,
): Promise<SamplingRule> {
  const { accountId } = author
  await lockAccount(client, accountId)
  await check(client, accountId, fields)
  const id = newId()
  await client.query(
    `insert into sampling_rules (name, is_on, kind, scorecard_id, per_operator, low_score,
       least_messages, team_ids, from_date, until_date, account_id, id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [...valuesOf(fields), accountId, id],
  )
  const made = await getRule(client, accountId, id)
  await recordChange(client, author, {
    action: 'created',
    subject: { kind: 'sampling-rule', id, name: made.name },
    changes: differences(undefined, settingsOf(made)),
    version: made.version,
  })
  return made
}

/** What has been chosen by it stays chosen; from here on it is looked through anew. */
export async function editRule(
  client: Queryable,
  { author, id }: { author: Author; id: string },
  { version, ...fields }: RuleFields & { version: number },
): Promise<SamplingRule> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const before = await getRule(client, accountId, id)
  if (before.version !== version) {
    throw await changedMeanwhile(client, { accountId, kind: 'sampling-rule', id, version })
  }
  await check(client, accountId, fields)
  await client.query(
    `update sampling_rules set version = version + 1, drawn_until = null, name = $1, is_on = $2,
       kind = $3, scorecard_id = $4, per_operator = $5, low_score = $6, least_messages = $7,
       team_ids = $8, from_date = $9, until_date = $10
     where account_id = $11 and id = $12`,
    [...valuesOf(fields), accountId, id],
  )
  const after = await getRule(client, accountId, id)
  await recordChange(client, author, {
    action: 'changed',
    subject: { kind: 'sampling-rule', id, name: after.name },
    changes: differences(settingsOf(before), settingsOf(after)),
    version: after.version,
  })
  return after
}

/** What it has chosen goes on waiting for its reviewers. */
export async function deleteRule(
  client: Queryable,
  { author, id }: { author: Author; id: string },
): Promise<void> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const before = await getRule(client, accountId, id)
  await client.query('delete from sampling_rules where account_id = $1 and id = $2', [
    accountId,
    id,
  ])
  await recordChange(client, author, {
    action: 'deleted',
    subject: { kind: 'sampling-rule', id, name: before.name },
    changes: differences(settingsOf(before), undefined),
  })
}

const valuesOf = (fields: RuleFields) => [
  ...[fields.name, fields.isOn, fields.kind, fields.scorecardId, fields.perOperator],
  fields.kind === 'low-rating' ? fields.lowScore : null,
  fields.kind === 'long' ? fields.leastMessages : null,
  ...[fields.teamIds ?? null, fields.from, fields.until ?? null],
]

const settingsOf = (rule: SamplingRule) => {
  const { id: _id, version: _version, scorecardId: _card, name, ...fields } = rule
  return { name, ...withPrefix('quality', fields) }
}

async function check(client: Queryable, accountId: string, fields: RuleFields): Promise<void> {
  const { kind, lowScore, leastMessages, teamIds, from, until } = fields
  await requireScorecard(client, accountId, fields.scorecardId)
  if (kind === 'low-rating' && lowScore === undefined) refuse('lowScore', 'required')
  if (kind === 'long' && leastMessages === undefined) refuse('leastMessages', 'required')
  if (until !== undefined && until < from) refuse('until', 'wrong-dates')
  if (!teamIds) return
  const known = new Set((await listTeams(client, accountId)).map(({ id }) => id))
  const wrong = teamIds.findIndex((id) => !known.has(id))
  if (wrong >= 0) refuse(`teamIds.${wrong}`, 'no-such-team')
}

function refuse(field: string, code: 'required' | 'wrong-dates' | 'no-such-team'): never {
  throw new InvalidFieldsError({ [field]: { code } })
}
