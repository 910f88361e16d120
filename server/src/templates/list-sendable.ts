import { templateVariables } from '@otklik/protocol'
import type { TemplateContent } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import { listTemplates, stateOf } from './template-row.ts'

export interface SendableTemplate {
  id: string
  name: string
  language: string
  content: TemplateContent
  /** What has to be given: `header.1`, `body.2`. */
  variables: string[]
}

/** What the channel's platform takes now and needs no file for. */
export async function listSendable(
  database: Queryable,
  accountId: string,
  channelId: string,
): Promise<SendableTemplate[]> {
  const rows = await listTemplates(database, accountId, channelId)
  const sendable = rows.filter(
    (row) =>
      stateOf(row) === 'approved' && row.external_id !== null && !row.unsupported && isText(row),
  )
  return sendable.map(({ id, name, language, content }) => ({
    id,
    name,
    language,
    content,
    variables: templateVariables(content).map(({ key }) => key),
  }))
}

const isText = ({ content: { header } }: { content: TemplateContent }) =>
  !header || header.kind === 'text'
