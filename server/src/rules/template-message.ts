import { type ButtonRows, fillTemplate, templateVariables } from '@otklik/protocol'
import type { TemplateContent, TemplateValues } from '@otklik/protocol/settings'

import type { MessageContent } from './message.ts'

/** A template as a message is made of it. */
export interface TemplateMessage {
  /** The whole of it as the customer reads it: what is searched, quoted and shown. */
  text: string
  buttons?: ButtonRows
  template: NonNullable<MessageContent['template']>
}

interface Approved {
  externalId: string
  name: string
  language: string
  content: TemplateContent
}

/** An approved template with its values filled in. */
export function toTemplateMessage(approved: Approved, values: TemplateValues): TemplateMessage {
  const { header, body, footer, buttons } = fillTemplate(approved.content, values)
  const title = header?.kind === 'text' ? header.text : ''
  const rows = buttons.map((button) => {
    const { label } = button
    if (button.kind === 'reply') return [{ label, value: button.value ?? label }]
    return [{ label, url: button.kind === 'url' ? button.url : `tel:${button.phone}` }]
  })
  return {
    text: [title, body, footer ?? ''].filter(Boolean).join('\n\n'),
    ...(rows.length > 0 && { buttons: { placement: 'inline' as const, rows } }),
    template: { ...approved, values },
  }
}

/** Whether it can be sent by itself: nothing has to be filled in, and no file chosen. */
export const isComplete = (content: TemplateContent): boolean =>
  templateVariables(content).length === 0 &&
  (content.header === undefined || content.header.kind === 'text')
