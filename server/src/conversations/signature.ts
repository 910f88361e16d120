import type { FormatSpan } from '@otklik/protocol'

import type { OpenChannel } from '../connections/index.ts'
import type { MessageState } from '../rules/index.ts'

interface Signed {
  text: string
  format?: readonly FormatSpan[]
}

/** The text as the customer reads it: with the name the channel wants them to see (D-37). */
export function signed(message: MessageState, channel: OpenChannel): Signed {
  const { text, author, content } = message
  // What was approved is sent to the letter.
  if (content.template) return { text }
  const name = nameFor(message, channel)
  const format = spansFor(channel, content.format)
  if (!name || author.type !== 'operator' || !text) return { text, ...(format && { format }) }
  const head = `${name}:\n`
  const moved = format?.map((span) => ({ ...span, offset: span.offset + head.length }))
  return { text: head + text, ...(moved && { format: moved }) }
}

/** Only what the platform shows: the rest would be refused, or read as signs. */
function spansFor(
  { kind }: OpenChannel,
  format: readonly FormatSpan[] | undefined,
): readonly FormatSpan[] | undefined {
  const formats: readonly string[] = kind.capabilities.formats ?? []
  const shown = (format ?? []).filter(({ type }) => formats.includes(type))
  return shown.length > 0 ? shown : undefined
}

function nameFor(
  { author, content }: MessageState,
  { signature, companyName }: OpenChannel,
): string {
  if (signature === 'none') return ''
  if (signature === 'company') return companyName
  if (content.signedAs) return content.signedAs
  return author.name.split(/\s+/, 1)[0] ?? ''
}
