import type { Author } from '../audit/index.ts'
import { ChannelError } from '../channels/index.ts'
import { type OpenChannel, toRefusal } from '../connections/index.ts'
import type { Database } from '../database/index.ts'
import { Refusal } from '../http/index.ts'
import { recordTemplate } from './record-template.ts'
import { getTemplate, lockTemplate, type TemplateRow } from './template-row.ts'

/**
 * WA-09: kept and shown, never sent again. Where the platform has an archive it goes there too; one
 * that the platform will not archive now is archived with us all the same.
 */
export async function archiveTemplate(
  database: Database,
  channel: OpenChannel,
  { author, id }: { author: Author; id: string },
): Promise<TemplateRow> {
  const { accountId } = author
  const found = await getTemplate(database, accountId, id)
  if (found.external_id === null) throw new Refusal('still-a-draft')
  if (found.archived_at) return found
  if (channel.state !== 'disconnected' && found.state !== 'archived') {
    await archiveThere(channel, { externalId: found.external_id, name: found.name })
  }
  return database.transaction(async (client) => {
    const before = await lockTemplate(client, accountId, id)
    if (before.archived_at) return before
    const { rows } = await client.query<TemplateRow>(
      `update templates set version = version + 1, archived_at = now(), updated_at = now()
       where account_id = $1 and id = $2 returning *`,
      [accountId, id],
    )
    const after = rows[0]!
    await recordTemplate(client, author, { before, after })
    return after
  })
}

async function archiveThere(
  { connection, kind }: OpenChannel,
  template: { externalId: string; name: string },
): Promise<void> {
  try {
    await connection.templates?.archive?.(template)
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error
    if (error.isTemporary || error.reason === 'misconfigured') throw toRefusal(kind, error)
  }
}
