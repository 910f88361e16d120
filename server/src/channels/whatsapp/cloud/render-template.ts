import { type ButtonRows, templateVariables } from '@otklik/protocol'

import type { LocalFile, MessageTemplate } from '../../contract.ts'

interface Parameter {
  type: string
  [field: string]: unknown
}

/** https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates */
export function toTemplate(
  template: MessageTemplate,
  buttons: ButtonRows | undefined,
  header: LocalFile | undefined,
) {
  const { name, language, content } = template
  const components = [
    ...headerOf(template, header),
    ...component('body', parametersOf(template, 'body')),
    ...content.buttons.flatMap((_, index) => buttonOf(template, index, buttons)),
  ]
  return { template: { name, language: { code: language, policy: 'deterministic' }, components } }
}

function headerOf(template: MessageTemplate, file: LocalFile | undefined) {
  const { header } = template.content
  if (!header) return []
  if (header.kind === 'text') return component('header', parametersOf(template, 'header'))
  // `send` puts the id of the upload here.
  const media = header.kind === 'document' && file ? { filename: file.name } : {}
  return component('header', [{ type: header.kind, [header.kind]: media }])
}

const component = (type: 'header' | 'body', parameters: Parameter[]) =>
  parameters.length > 0 ? [{ type, parameters }] : []

/** By number in the order of numbers; by name in any. */
function parametersOf({ content, values }: MessageTemplate, place: string): Parameter[] {
  const variables = templateVariables(content).filter((variable) => variable.place === place)
  const isNamed = variables.some(({ name }) => !/^\d+$/.test(name))
  const ordered = isNamed ? variables : variables.sort((a, b) => Number(a.name) - Number(b.name))
  return ordered.map(({ key, name }) => ({
    type: 'text',
    text: oneLine(values[key] ?? ''),
    ...(isNamed && { parameter_name: name }),
  }))
}

/** A value with a line break in it is refused, and so is a wide gap. */
const oneLine = (text: string): string => text.trim().replace(/\s*[\n\r\t]\s*| {4,}/g, ' ')

function buttonOf(template: MessageTemplate, index: number, buttons: ButtonRows | undefined) {
  const button = template.content.buttons[index]
  const at = { type: 'button', index: String(index) }
  if (button?.kind === 'reply') {
    const payload = buttons?.rows.flat()[index]?.value ?? button.value ?? button.label
    return [{ ...at, sub_type: 'quick_reply', parameters: [{ type: 'payload', payload }] }]
  }
  const parameters = parametersOf(template, `buttons.${index}`)
  return parameters.length > 0 ? [{ ...at, sub_type: 'url', parameters }] : []
}
