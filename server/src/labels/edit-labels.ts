import type {
  createLabelRequest,
  editLabelRequest,
  Label,
  orderLabelsRequest,
  TopicRequirement,
} from '@otklik/protocol'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'

import { type Author, changedMeanwhile, differences, recordChange } from '../audit/index.ts'
import { appendFeed, lockAccount, type Queryable, renewSettings } from '../database/index.ts'
import { InvalidFieldsError, Refusal } from '../http/index.ts'
import { getLabel, readRequirement } from './label-row.ts'

/** So that a directory stays one that can be chosen from. */
const MOST_LABELS = 500
/** A name of long ago stops leading here. */
const MOST_FORMER = 20

export async function createLabel(
  client: Queryable,
  author: Author,
  { kind, name }: z.output<typeof createLabelRequest>,
): Promise<Label> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const id = newId()
  await refuseTakenName(client, { accountId, id, kind, name })
  const { rows } = await client.query<{ count: number; place: number }>(
    `select count(*)::integer as count, coalesce(max(place), 0) + 1 as place from labels
     where account_id = $1 and kind = $2`,
    [accountId, kind],
  )
  const { count, place } = rows[0]!
  if (count >= MOST_LABELS) throw new Refusal('too-many-labels', { maximum: MOST_LABELS })
  await client.query(
    'insert into labels (account_id, id, kind, name, place) values ($1, $2, $3, $4, $5)',
    [accountId, id, kind, name, place],
  )
  const made = await getLabel(client, accountId, id)
  await recordLabel(client, author, { after: made })
  return made
}

/** Rename, put into the archive, take back. Conversations of before keep the name of then. */
export async function editLabel(
  client: Queryable,
  { author, id }: { author: Author; id: string },
  { version, name, isArchived }: z.output<typeof editLabelRequest>,
): Promise<Label> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const before = await getLabel(client, accountId, id)
  if (before.version !== version) {
    throw await changedMeanwhile(client, { accountId, kind: 'label', id, version })
  }
  const renamed = name !== undefined && name !== before.name ? name : undefined
  if (renamed !== undefined) {
    await refuseTakenName(client, { accountId, id, kind: before.kind, name: renamed })
  }
  const names = [before.name, ...before.formerNames]
  const formerNames = names.filter((each) => each !== renamed).slice(0, MOST_FORMER)
  await client.query(
    `update labels set version = version + 1, name = $3, former_names = $4,
       archived_at = case when not $5 then null else coalesce(archived_at, now()) end
     where account_id = $1 and id = $2`,
    [
      accountId,
      id,
      renamed ?? before.name,
      renamed === undefined ? before.formerNames : formerNames,
      isArchived ?? before.archivedAt !== undefined,
    ],
  )
  const after = await getLabel(client, accountId, id)
  await recordLabel(client, author, { before, after })
  return after
}

/** Those named come first, in this order; somebody else's new one keeps its place behind them. */
export async function orderLabels(
  client: Queryable,
  author: Author,
  { kind, ids }: z.output<typeof orderLabelsRequest>,
): Promise<void> {
  const { accountId } = author
  await lockAccount(client, accountId)
  await client.query(
    `update labels l set place = o.place from (
       select id, row_number() over (
         order by array_position($3::uuid[], id) nulls last, place) as place
       from labels where account_id = $1 and kind = $2) o
     where l.account_id = $1 and l.id = o.id`,
    [accountId, kind, ids],
  )
  await announce(client, accountId)
}

export async function requireTopic(
  client: Queryable,
  author: Author,
  { of, teamIds }: TopicRequirement,
): Promise<TopicRequirement> {
  const { accountId } = author
  await lockAccount(client, accountId)
  if (of === 'teams' && teamIds.length === 0) {
    throw new InvalidFieldsError({ teamIds: { code: 'required' } })
  }
  const before = await readRequirement(client, accountId)
  await client.query(
    `insert into topic_requirements (account_id, required_of, team_ids) values ($1, $2, $3)
     on conflict (account_id) do update set required_of = excluded.required_of,
       team_ids = excluded.team_ids`,
    [accountId, of, of === 'teams' ? [...new Set(teamIds)] : []],
  )
  const after = await readRequirement(client, accountId)
  if (of === 'teams' && after.teamIds.length < new Set(teamIds).size) {
    throw new InvalidFieldsError({ teamIds: { code: 'no-such-team' } })
  }
  await recordChange(client, author, {
    action: 'changed',
    subject: { kind: 'topic-requirement', name: '' },
    changes: differences(before, after),
  })
  await announce(client, accountId)
  return after
}

/** Whoever shows them asks anew, and the rules read them anew. */
async function announce(client: Queryable, accountId: string): Promise<void> {
  await renewSettings(client, accountId)
  await appendFeed(client, accountId, [{ kind: 'labels', version: 0, payload: {} }])
}

async function recordLabel(
  client: Queryable,
  author: Author,
  { before, after }: { before?: Label; after: Label },
): Promise<void> {
  await recordChange(client, author, {
    action: before ? 'changed' : 'created',
    subject: { kind: 'label', id: after.id, name: after.name },
    version: after.version,
    changes: differences(before && recorded(before), recorded(after)),
  })
  await announce(client, author.accountId)
}

const recorded = ({ kind, name, archivedAt }: Label) => ({
  kind,
  name,
  isArchived: archivedAt !== undefined,
})

async function refuseTakenName(
  client: Queryable,
  { accountId, id, kind, name }: { accountId: string; id: string; kind: string; name: string },
): Promise<void> {
  const { rowCount } = await client.query(
    `select from labels where account_id = $1 and id <> $2 and kind = $3
     and lower(name) = lower($4)`,
    [accountId, id, kind, name],
  )
  if (rowCount !== 0) throw new InvalidFieldsError({ name: { code: 'name-taken' } })
}
