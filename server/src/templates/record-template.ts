import type { AuditAction } from '@otklik/protocol/settings'

import { type Author, differences, recordChange } from '../audit/index.ts'
import { appendFeed, type Queryable } from '../database/index.ts'
import { stateOf, type TemplateRow } from './template-row.ts'

interface Edit {
  before?: TemplateRow
  after?: TemplateRow
}

/**
 * «Журнал действий», and a word to open pages. Only what people do: what the platform decides is
 * nobody's change. Must be the transaction's last statement.
 */
export async function recordTemplate(
  client: Queryable,
  author: Author,
  { before, after }: Edit,
): Promise<void> {
  const subject = (after ?? before)!
  const action: AuditAction = !before ? 'created' : after ? 'changed' : 'deleted'
  await recordChange(client, author, {
    action,
    subject: { kind: 'template', id: subject.id, name: subject.name },
    version: subject.version,
    changes: differences(before && settingsOf(before), after && settingsOf(after)),
  })
  await tellTemplates(client, subject)
}

/**
 * To open pages, and to the rules where one of the channel's templates stands in place of a text.
 * Must be the transaction's last statement.
 */
export async function tellTemplates(
  client: Queryable,
  { account_id: accountId, channel_id: channelId }: Pick<TemplateRow, 'account_id' | 'channel_id'>,
): Promise<void> {
  await client.query(
    `update accounts set settings_version = settings_version + 1
     where id = $1 and exists (select 1 from channel_rules r where r.account_id = $1
       and r.channel_id = $2 and r.closing_template_id is not null)`,
    [accountId, channelId],
  )
  await appendFeed(client, accountId, [{ kind: 'templates', version: 0, payload: { channelId } }])
}

function settingsOf(row: TemplateRow) {
  const { name, language, category, content } = row
  const { header, body, footer = '', buttons } = content
  return {
    name,
    language,
    category,
    templateState: stateOf(row),
    header: header ? (header.kind === 'text' ? header.text : header.kind) : '',
    body,
    footer,
    buttons: buttons.map(({ label }) => label),
  }
}
