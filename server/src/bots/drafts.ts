import type { Scenario, ScenarioProblem } from '@otklik/protocol/settings'

import type { Author } from '../audit/index.ts'
import type { Queryable } from '../database/index.ts'
import { NotFoundError, Refusal } from '../http/index.ts'
import { toDatabaseJson } from '../lib/database-json.ts'
import { type BotRow, getBotRow, lockBot, type WhichBot } from './bot-row.ts'
import { keepScenarioFiles } from './keep-scenario-files.ts'

export interface StoredDraft {
  draftVersion: number
  scenario: Scenario
  savedAt: string
  savedBy: string
}

/** What its author works on; a program has none. */
export async function getDraft(client: Queryable, which: WhichBot): Promise<StoredDraft> {
  return draftOf(await getBotRow(client, which))
}

/** Two authors do not overwrite each other. Customers go on talking to what was published. */
export async function saveDraft(
  client: Queryable,
  { author, botId, now }: { author: Author; botId: string; now: Date },
  { draftVersion, scenario }: { draftVersion: number; scenario: Scenario },
): Promise<StoredDraft> {
  const { accountId } = author
  await lockDraft(client, { accountId, botId, draftVersion })
  await keepScenarioFiles(client, { accountId, botId }, scenario)
  const { rows } = await client.query<BotRow>(
    `update bots set draft = $3, draft_version = draft_version + 1, draft_at = $4,
       draft_by = coalesce((select name from operators where account_id = $1 and id = $5), '')
     where account_id = $1 and id = $2 returning *`,
    [accountId, botId, toDatabaseJson(scenario), now, author.operatorId ?? null],
  )
  return draftOf(rows[0]!)
}

/** For the transaction that changes or publishes it: the one its author has seen, or none. */
export async function lockDraft(
  client: Queryable,
  { draftVersion, ...which }: WhichBot & { draftVersion: number },
): Promise<{ before: BotRow; draft: StoredDraft }> {
  const before = await lockBot(client, which)
  const draft = draftOf(before)
  if (draft.draftVersion === draftVersion) return { before, draft }
  throw new Refusal('changed-meanwhile', { by: draft.savedBy, at: draft.savedAt })
}

function draftOf(row: BotRow): StoredDraft {
  if (!row.draft || !row.draft_at) throw new NotFoundError()
  return {
    draftVersion: row.draft_version,
    scenario: row.draft,
    savedAt: row.draft_at.toISOString(),
    savedBy: row.draft_by ?? '',
  }
}

/** It would leave customers without an answer: everything that has to be mended first. */
export class ScenarioProblemsError extends Refusal {
  override readonly name = 'ScenarioProblemsError'
  override readonly beside: { problems: ScenarioProblem[] }

  constructor(problems: ScenarioProblem[]) {
    super('scenario-problems', { count: problems.length })
    this.beside = { problems }
  }
}
