import { templateVariables } from '@otklik/protocol'
import { lengthOf, type TemplateContent, type TemplateValues } from '@otklik/protocol/settings'

import type { ChannelKind } from '../channels/index.ts'
import type { ChosenTemplate } from '../conversations/index.ts'
import type { Database } from '../database/index.ts'
import { type FieldProblem, InvalidFieldsError, NotFoundError, Refusal } from '../http/index.ts'
import { toTemplateMessage } from '../rules/index.ts'
import { getTemplate, stateOf } from './template-row.ts'

interface Wanted {
  channelId: string
  kind: ChannelKind
  id: string
  values: TemplateValues
}

/** A template as a message is made of it: only an approved one of this very channel, and filled in. */
export async function chooseTemplate(
  database: Database,
  accountId: string,
  { channelId, kind, id, values }: Wanted,
): Promise<ChosenTemplate> {
  const row = await getTemplate(database, accountId, id)
  if (row.channel_id !== channelId) throw new NotFoundError()
  const { external_id: externalId, name, language, content } = row
  if (stateOf(row) !== 'approved' || externalId === null || row.unsupported) {
    throw new Refusal('template-not-approved')
  }
  const given = checkValues(content, values, kind)
  return toTemplateMessage({ externalId, name, language, content }, given)
}

/** In one line each, as platforms want them; none is missing and none too many. */
function checkValues(content: TemplateContent, values: TemplateValues, kind: ChannelKind) {
  const maximum = kind.capabilities.templates?.maxValueLength ?? 0
  const problems: Record<string, FieldProblem> = {}
  const given = templateVariables(content).map(({ key }) => {
    const value = (values[key] ?? '').trim().replace(/\s+/g, ' ')
    const field = `template.values.${key}`
    if (!value) problems[field] = { code: 'required' }
    else if (lengthOf(value) > maximum) problems[field] = { code: 'too-long', facts: { maximum } }
    return [key, value] as const
  })
  if (Object.keys(problems).length > 0) throw new InvalidFieldsError(problems)
  return Object.fromEntries(given)
}
