import type { Template, TemplateContent, TemplateFacts } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'

import { type Author, changedMeanwhile } from '../audit/index.ts'
import type { ChannelKind } from '../channels/index.ts'
import type { Queryable } from '../database/index.ts'
import { keepForTemplate } from '../files/index.ts'
import { InvalidFieldsError, Refusal } from '../http/index.ts'
import { toDatabaseJson } from '../lib/database-json.ts'
import { checkNaming } from './check-template.ts'
import { recordTemplate } from './record-template.ts'
import { lockTemplate, type TemplateRow } from './template-row.ts'

interface Place {
  author: Author
  channelId: string
  kind: ChannelKind
}

/** A draft may be unfinished: only its name and its kind are looked at before it is handed in. */
export async function createDraft(
  client: Queryable,
  { author, channelId, kind }: Place,
  facts: TemplateFacts,
): Promise<TemplateRow> {
  const id = newId()
  await checkFacts(client, { author, channelId, kind, id }, facts)
  await keepSample(client, author, id, facts.content)
  const { rows } = await client.query<TemplateRow>(
    `insert into templates (account_id, id, channel_id, name, language, category, content)
     values ($1, $2, $3, $4, $5, $6, $7) returning *`,
    [author.accountId, id, channelId, ...valuesOf(facts)],
  )
  const after = rows[0]!
  await recordTemplate(client, author, { after })
  return after
}

/** WA-10: nothing but a draft is edited. */
export async function editDraft(
  client: Queryable,
  { author, id, kind }: { author: Author; id: string; kind: ChannelKind },
  { version, ...facts }: TemplateFacts & { version: number },
): Promise<TemplateRow> {
  const before = await lockDraft(client, { author, id })
  if (before.version !== version) {
    const { accountId } = author
    throw await changedMeanwhile(client, { accountId, kind: 'template', id, version })
  }
  await checkFacts(client, { author, channelId: before.channel_id, kind, id }, facts)
  await keepSample(client, author, id, facts.content)
  const { rows } = await client.query<TemplateRow>(
    `update templates set version = version + 1, name = $3, language = $4, category = $5,
       content = $6, updated_at = now()
     where account_id = $1 and id = $2 returning *`,
    [author.accountId, id, ...valuesOf(facts)],
  )
  const after = rows[0]!
  await recordTemplate(client, author, { before, after })
  return after
}

/** WA-10: nothing but a draft is deleted; the rest is put into the archive. */
export async function deleteDraft(
  client: Queryable,
  { author, id }: { author: Author; id: string },
): Promise<void> {
  const before = await lockDraft(client, { author, id })
  await client.query('delete from templates where account_id = $1 and id = $2', [
    author.accountId,
    id,
  ])
  await recordTemplate(client, author, { before })
}

/** D-33 «Создать черновик из этого»: whatever the state, under the next free name. */
export async function copyToDraft(
  client: Queryable,
  { author, id }: { author: Author; id: string },
): Promise<TemplateRow> {
  const { accountId } = author
  const from = await lockTemplate(client, accountId, id)
  const { rows: names } = await client.query<{ name: string }>(
    'select name from templates where account_id = $1 and channel_id = $2',
    [accountId, from.channel_id],
  )
  const name = freeName(from.name, new Set(names.map((row) => row.name)))
  const { rows } = await client.query<TemplateRow>(
    `insert into templates (account_id, id, channel_id, name, language, category, content)
     values ($1, $2, $3, $4, $5, $6, $7) returning *`,
    [accountId, newId(), from.channel_id, ...valuesOf({ ...from, name })],
  )
  const after = rows[0]!
  await recordTemplate(client, author, { after })
  return after
}

export async function lockDraft(
  client: Queryable,
  { author, id }: { author: Author; id: string },
): Promise<TemplateRow> {
  const row = await lockTemplate(client, author.accountId, id)
  if (row.state !== 'draft') throw new Refusal('not-a-draft')
  return row
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  const stem = name.replace(/_\d+$/, '')
  let count = 2
  while (taken.has(`${stem}_${count}`)) count++
  return `${stem}_${count}`
}

const valuesOf = ({ name, language, category, content }: Pick<Template, keyof TemplateFacts>) => [
  name,
  language,
  category,
  toDatabaseJson(content),
]

async function checkFacts(
  client: Queryable,
  { author, channelId, kind, id }: Place & { id: string },
  facts: TemplateFacts,
): Promise<void> {
  const limits = kind.capabilities.templates
  if (!limits) throw new InvalidFieldsError({ channelId: { code: 'wrong-value' } })
  const problems = checkNaming(facts, limits)
  const { rowCount } = await client.query(
    `select 1 from templates
     where account_id = $1 and channel_id = $2 and name = $3 and language = $4 and id <> $5`,
    [author.accountId, channelId, facts.name, facts.language, id],
  )
  if (rowCount) problems.name ??= { code: 'name-taken' }
  if (Object.keys(problems).length > 0) throw new InvalidFieldsError(problems)
}

async function keepSample(
  client: Queryable,
  { accountId }: Author,
  templateId: string,
  { header }: TemplateContent,
): Promise<void> {
  if (!header || header.kind === 'text' || !header.sampleFileId) return
  const kind = await keepForTemplate(client, accountId, { id: header.sampleFileId, templateId })
  if (kind === undefined || (header.kind !== 'document' && header.kind !== kind)) {
    throw new InvalidFieldsError({ 'content.header.sampleFileId': { code: 'wrong-value' } })
  }
}
