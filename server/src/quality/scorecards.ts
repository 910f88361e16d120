import type {
  createScorecardRequest,
  editScorecardRequest,
  Scorecard,
  ScorecardSection,
} from '@otklik/protocol/reports'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'

import { type Author, changedMeanwhile, differences, recordChange } from '../audit/index.ts'
import { lockAccount, type Queryable } from '../database/index.ts'
import { InvalidFieldsError, NotFoundError } from '../http/index.ts'
import { toDatabaseJson } from '../lib/database-json.ts'

interface ScorecardRow {
  id: string
  version: number
  name: string
  edition: number
  sections: ScorecardSection[]
  archived_at: Date | null
}

export async function listScorecards(database: Queryable, accountId: string): Promise<Scorecard[]> {
  const { rows } = await database.query<ScorecardRow>(
    `select s.id, s.version, s.name, s.edition, e.sections, s.archived_at from scorecards s
     join scorecard_editions e on e.account_id = s.account_id and e.scorecard_id = s.id
       and e.edition = s.edition
     where s.account_id = $1 order by s.archived_at is not null, lower(s.name), s.id`,
    [accountId],
  )
  return rows.map(({ archived_at, ...row }) => ({ ...row, isArchived: archived_at !== null }))
}

export async function getScorecard(
  database: Queryable,
  accountId: string,
  id: string,
): Promise<Scorecard> {
  const found = (await listScorecards(database, accountId)).find((card) => card.id === id)
  if (!found) throw new NotFoundError()
  return found
}

/** For what is about to be reviewed: a card that is there and not in the archive. */
export async function requireScorecard(
  database: Queryable,
  accountId: string,
  id: string,
): Promise<Scorecard> {
  const cards = await listScorecards(database, accountId)
  const found = cards.find((card) => card.id === id && !card.isArchived)
  if (!found) throw new InvalidFieldsError({ scorecardId: { code: 'not-an-option' } })
  return found
}

/** A card that reviews can be made by from now on. */
export async function createScorecard(
  client: Queryable,
  author: Author,
  { name, sections }: z.output<typeof createScorecardRequest>,
): Promise<Scorecard> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const id = newId()
  await refuseTakenName(client, { accountId, id, name })
  refuseRepeatedIds(sections)
  await client.query('insert into scorecards (account_id, id, name) values ($1, $2, $3)', [
    accountId,
    id,
    name,
  ])
  await writeEdition(client, { accountId, id, edition: 1, sections })
  await recordChange(client, author, {
    action: 'created',
    subject: { kind: 'scorecard', id, name },
    changes: differences(undefined, { name, 'quality.criteria': titlesOf(sections) }),
    version: 1,
  })
  return getScorecard(client, accountId, id)
}

/** Only what is given changes; other criteria make another edition, and reviews keep theirs. */
export async function editScorecard(
  client: Queryable,
  { author, id }: { author: Author; id: string },
  { version, ...changes }: z.output<typeof editScorecardRequest>,
): Promise<Scorecard> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const before = await getScorecard(client, accountId, id)
  if (before.version !== version) {
    throw await changedMeanwhile(client, { accountId, kind: 'scorecard', id, version })
  }
  const { name = before.name, sections = before.sections } = changes
  const { isArchived = before.isArchived } = changes
  if (!isArchived) await refuseTakenName(client, { accountId, id, name })
  refuseRepeatedIds(sections)
  const isOther = JSON.stringify(sections) !== JSON.stringify(before.sections)
  const edition = isOther ? before.edition + 1 : before.edition
  if (isOther) await writeEdition(client, { accountId, id, edition, sections })
  await client.query(
    `update scorecards set version = version + 1, name = $3, edition = $4,
       archived_at = case when $5 then coalesce(archived_at, now()) end
     where account_id = $1 and id = $2`,
    [accountId, id, name, edition, isArchived],
  )
  const after = await getScorecard(client, accountId, id)
  await recordChange(client, author, {
    action: 'changed',
    subject: { kind: 'scorecard', id, name },
    changes: differences(settingsOf(before), settingsOf(after)),
    version: after.version,
  })
  return after
}

const settingsOf = ({ name, isArchived, edition, sections }: Scorecard) => ({
  name,
  'quality.isArchived': isArchived,
  'quality.edition': edition,
  'quality.criteria': titlesOf(sections),
})

const titlesOf = (sections: readonly ScorecardSection[]) =>
  sections.flatMap(({ criteria }) => criteria.map(({ title, weight }) => `${title} · ${weight}`))

async function writeEdition(
  client: Queryable,
  made: { accountId: string; id: string; edition: number; sections: readonly ScorecardSection[] },
): Promise<void> {
  await client.query(
    `insert into scorecard_editions (account_id, scorecard_id, edition, sections)
     values ($1, $2, $3, $4)`,
    [made.accountId, made.id, made.edition, toDatabaseJson(made.sections)],
  )
}

/** Answers are kept by the criterion's id: two of one id would be answered as one. */
function refuseRepeatedIds(sections: readonly ScorecardSection[]): void {
  const seen = new Set<string>()
  for (const [place, section] of sections.entries()) {
    for (const [index, { id }] of section.criteria.entries()) {
      if (seen.has(id)) {
        const path = `sections.${place}.criteria.${index}.id`
        throw new InvalidFieldsError({ [path]: { code: 'invalid' } })
      }
      seen.add(id)
    }
  }
}

async function refuseTakenName(
  client: Queryable,
  { accountId, id, name }: { accountId: string; id: string; name: string },
): Promise<void> {
  const { rowCount } = await client.query(
    `select from scorecards
     where account_id = $1 and id <> $2 and lower(name) = lower($3) and archived_at is null`,
    [accountId, id, name],
  )
  if (rowCount !== 0) throw new InvalidFieldsError({ name: { code: 'name-taken' } })
}
