import { isDeepStrictEqual } from 'node:util'
import type { TemplateContent } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'

import type { InboundEvent, PlatformTemplate, Words } from '../channels/index.ts'
import type { OpenChannel } from '../connections/index.ts'
import type { Database, Queryable } from '../database/index.ts'
import { toDatabaseJson } from '../lib/database-json.ts'
import type { Hints } from '../lib/hints.ts'
import { tellTemplates } from './record-template.ts'
import type { TemplateRow } from './template-row.ts'

export interface Learning {
  database: Database
  hints: Hints
}

type Told = Extract<InboundEvent, { type: 'template' }>

/** The platform says that one of them stands otherwise now. Older words change nothing. */
export async function learnTemplate(
  { database, hints }: Learning,
  { accountId, id: channelId }: OpenChannel,
  { externalId, state, category, reason, at }: Told,
): Promise<void> {
  const isKnown = await database.transaction(async (client) => {
    const { rows } = await client.query<TemplateRow>(
      `update templates set version = version + 1, state = coalesce($4, state),
         category = coalesce($5, category), told_at = $7, updated_at = now(),
         reason = case when $4::text is null then reason else $6::jsonb end
       where account_id = $1 and channel_id = $2 and external_id = $3
         and (told_at is null or told_at <= $7)
       returning *`,
      [
        accountId,
        channelId,
        externalId,
        state ?? null,
        category ?? null,
        reason === undefined ? null : toDatabaseJson(reason),
        at,
      ],
    )
    if (rows[0]) {
      await tellTemplates(client, rows[0])
      return true
    }
    const { rowCount } = await client.query(
      'select 1 from templates where account_id = $1 and channel_id = $2 and external_id = $3',
      [accountId, channelId, externalId],
    )
    return rowCount === 1
  })
  if (isKnown) return hints.send('feed', accountId)
  // Made elsewhere, or its answer is still on the way: the list tells.
  await database.query(
    'update channels set templates_asked_at = null where account_id = $1 and id = $2',
    [accountId, channelId],
  )
  hints.send('templates', accountId)
}

/** Asks the platform for all of them, and writes what is new. */
export async function renewTemplates(
  { database, hints }: Learning,
  channel: OpenChannel,
): Promise<void> {
  const { templates } = channel.connection
  if (!templates) return
  const { accountId, id: channelId } = channel
  const askedAt = new Date()
  const listed = await templates.list()
  const isChanged = await database.transaction(async (client) => {
    const { rows } = await client.query<TemplateRow>(
      'select * from templates where account_id = $1 and channel_id = $2 for update',
      [accountId, channelId],
    )
    const known = new Known(rows)
    let changes = 0
    for (const each of listed) changes += await write(client, channel, each, known.find(each))
    changes += await forgetGone(client, channel, { listed, askedAt })
    if (changes > 0) await tellTemplates(client, { account_id: accountId, channel_id: channelId })
    return changes > 0
  })
  if (isChanged) hints.send('feed', accountId)
}

class Known {
  readonly #rows: TemplateRow[]

  constructor(rows: TemplateRow[]) {
    this.#rows = rows
  }

  /** By the platform's name; or ours by its own, where it was handed in and never answered. */
  find({ externalId, name, language }: PlatformTemplate): TemplateRow | undefined {
    const isUnanswered = (row: TemplateRow) => row.state === 'draft' && row.submitted_at !== null
    return (
      this.#rows.find((row) => row.external_id === externalId) ??
      this.#rows.find((row) => isUnanswered(row) && row.name === name && row.language === language)
    )
  }
}

async function write(
  client: Queryable,
  { accountId, id: channelId }: OpenChannel,
  each: PlatformTemplate,
  row: TemplateRow | undefined,
): Promise<number> {
  const { externalId, name, language, category, state, unsupported = null } = each
  const reason = each.reason ?? null
  const content = withSample(each.content, row?.content)
  const facts = { external_id: externalId, name, language, category, state, reason, unsupported }
  const isSame =
    row &&
    isDeepStrictEqual(
      { ...pick(row), content: row.content },
      { ...facts, content: asJson(content) },
    )
  if (isSame) return 0
  const values = [
    accountId,
    row?.id ?? newId(),
    channelId,
    externalId,
    name,
    language,
    category,
    toDatabaseJson(content),
    state,
    reason === null ? null : toDatabaseJson(reason),
    unsupported,
    row ? (row.asked_category ?? (row.state === 'draft' ? row.category : null)) : null,
  ]
  await client.query(
    `insert into templates (account_id, id, channel_id, external_id, name, language, category,
       content, state, reason, unsupported, asked_category)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (account_id, id) do update set version = templates.version + 1,
       external_id = $4, name = $5, language = $6, category = $7, content = $8, state = $9,
       reason = $10, unsupported = $11, asked_category = $12, updated_at = now()`,
    values,
  )
  return 1
}

function pick({ external_id, name, language, category, state, reason, unsupported }: TemplateRow) {
  return { external_id, name, language, category, state, reason, unsupported }
}

const asJson = (content: TemplateContent): TemplateContent => JSON.parse(JSON.stringify(content))

/** The platform knows its own copy of the sample; ours is needed for the next draft. */
function withSample(content: TemplateContent, before: TemplateContent | undefined) {
  const { header } = content
  const sample =
    before?.header && before.header.kind !== 'text' ? before.header.sampleFileId : undefined
  if (!header || header.kind === 'text' || !sample) return content
  return { ...content, header: { ...header, sampleFileId: sample } }
}

const gone: Words = { ru: 'На платформе его больше нет', en: 'The platform has it no more' }

/** Deleted there. One handed in a moment ago may be missing from a list made before. */
async function forgetGone(
  client: Queryable,
  { accountId, id: channelId }: OpenChannel,
  { listed, askedAt }: { listed: PlatformTemplate[]; askedAt: Date },
): Promise<number> {
  const { rowCount } = await client.query(
    `update templates set version = version + 1, state = 'archived', reason = $4, updated_at = now()
     where account_id = $1 and channel_id = $2 and external_id <> all($3) and state <> 'archived'
       and updated_at < $5::timestamptz - interval '10 minutes'`,
    [
      accountId,
      channelId,
      listed.map(({ externalId }) => externalId),
      toDatabaseJson(gone),
      askedAt,
    ],
  )
  return rowCount ?? 0
}
