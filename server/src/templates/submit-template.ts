import type { Author } from '../audit/index.ts'
import { ChannelError, type ChannelKind, type OwnFiles } from '../channels/index.ts'
import { type OpenChannel, toRefusal } from '../connections/index.ts'
import type { Database } from '../database/index.ts'
import { InvalidFieldsError, Refusal } from '../http/index.ts'
import { toDatabaseJson } from '../lib/database-json.ts'
import { checkTemplate } from './check-template.ts'
import { lockDraft } from './edit-drafts.ts'
import { recordTemplate } from './record-template.ts'
import { lockTemplate, type TemplateRow } from './template-row.ts'

export interface Submitting {
  database: Database
  files(channel: OpenChannel): OwnFiles
}

/**
 * Hands a draft in. That it is being handed in is committed before the call: what the platform took
 * without answering is recognised by its name the next time we ask.
 */
export async function submitTemplate(
  { database, files }: Submitting,
  channel: OpenChannel,
  { author, id }: { author: Author; id: string },
): Promise<TemplateRow> {
  const { templates } = channel.connection
  if (channel.state === 'disconnected' || !templates) throw new Refusal('channel-disconnected')
  const draft = await database.transaction((client) => begin(client, channel.kind, { author, id }))
  try {
    const { name, language, category, content } = draft
    const standing = await templates.submit({ name, language, category, content }, files(channel))
    return await database.transaction(async (client) => {
      const before = await lockTemplate(client, author.accountId, id)
      const { rows } = await client.query<TemplateRow>(
        `update templates set version = version + 1, state = $3, external_id = $4, category = $5,
           asked_category = $6, reason = $7, updated_at = now()
         where account_id = $1 and id = $2 returning *`,
        [
          author.accountId,
          id,
          standing.state,
          standing.externalId,
          standing.category ?? category,
          category,
          standing.reason === undefined ? null : toDatabaseJson(standing.reason),
        ],
      )
      const after = rows[0]!
      await recordTemplate(client, author, { before, after })
      return after
    })
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error
    // Where nobody knows whether it was taken, the next look at the platform's list tells.
    if (error.executed === 'no') await forget(database, author, id)
    throw refusalOf(channel.kind, error)
  }
}

const STILL_TRYING = `submitted_at > now() - interval '2 minutes'`

async function begin(
  client: Parameters<typeof lockDraft>[0],
  kind: ChannelKind,
  { author, id }: { author: Author; id: string },
): Promise<TemplateRow> {
  const draft = await lockDraft(client, { author, id })
  const problems = checkTemplate(draft, kind)
  if (Object.keys(problems).length > 0) throw new InvalidFieldsError(problems)
  const { rowCount } = await client.query(
    `update templates set submitted_at = now()
     where account_id = $1 and id = $2 and (${STILL_TRYING}) is not true`,
    [author.accountId, id],
  )
  if (!rowCount) throw new Refusal('changed-meanwhile')
  return draft
}

async function forget(database: Database, { accountId }: Author, id: string): Promise<void> {
  await database.query(
    `update templates set submitted_at = null
     where account_id = $1 and id = $2 and state = 'draft'`,
    [accountId, id],
  )
}

/** The platform's own sentence says best what it minds. */
function refusalOf(kind: ChannelKind, error: ChannelError): Refusal {
  if (!['rejected', 'bad-format', 'too-long', 'too-large'].includes(error.reason)) {
    return toRefusal(kind, error)
  }
  const { message, code } = error
  return new Refusal('template-refused', { detail: message, ...(code && { platformCode: code }) })
}
