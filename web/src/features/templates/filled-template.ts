import type { Template, TemplateChoice, TemplateValues } from '@otklik/protocol/settings'
import { fillTemplate, templateVariables } from '@otklik/protocol/template-variables'

/** An approved template with what was typed into it. */
export interface Filling {
  template: Template
  values: TemplateValues
  /** The file above the text, already uploaded. */
  fileId?: string | undefined
}

/** Whether nothing is left out. */
export function isFilled({ template, values, fileId }: Filling): boolean {
  const { content } = template
  const needsFile = content.header !== undefined && content.header.kind !== 'text'
  return (
    templateVariables(content).every(({ key }) => values[key]?.trim()) && (!needsFile || !!fileId)
  )
}

export const choiceOf = ({ template, values }: Filling): TemplateChoice => ({
  id: template.id,
  values,
})

/** As it will stand in the transcript. */
export function textOf({ template, values }: Filling): string {
  const { header, body, footer } = fillTemplate(template.content, values)
  return [header?.kind === 'text' ? header.text : '', body, footer].filter(Boolean).join('\n\n')
}

/** What can be sent now. */
export const isSendable = ({ state, unsupported }: Template): boolean =>
  state === 'approved' && !unsupported
