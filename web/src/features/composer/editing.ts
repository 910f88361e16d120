import type { FormatSpan, Message } from '@otklik/protocol'

import type { WrittenSpan } from '../drafts/index.ts'
import { shifted } from './spans.ts'

/** What was sent, as it is being changed. */
export interface Editing {
  message: Message
  text: string
  format: readonly WrittenSpan[]
}

export const editingOf = (message: Message): Editing => ({
  message,
  text: message.text,
  format: (message.format ?? []).filter(isWritten),
})

/** Platforms show formats that nobody gives a text here. */
const isWritten = (span: FormatSpan): span is FormatSpan & WrittenSpan =>
  !['spoiler', 'pre', 'quote'].includes(span.type)

/** Whether it would look other than before: the order of its formats is nothing to see. */
export function isChanged({ message, text, format }: Editing): boolean {
  const before = editingOf(message)
  return text.trim() !== before.text || looksOf(format) !== looksOf(before.format)
}

const looksOf = (spans: readonly WrittenSpan[]): string =>
  spans
    .map(({ type, offset, length, url }) => [type, offset, length, url].join(' '))
    .sort()
    .join('\n')

/** Of the text as it is sent, without the white space around it. */
export function formatOf(spans: readonly WrittenSpan[] | undefined, text: string) {
  if (!spans?.length) return {}
  const moved = shifted(shifted(spans, text, text.trimEnd()), text.trimEnd(), text.trim())
  return { format: moved.map(({ url, ...span }) => ({ ...span, ...(url && { url }) })) }
}
