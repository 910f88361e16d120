import type { OpenChannel } from '../connections/index.ts'
import type { MessageState } from '../rules/index.ts'

/** The text as the customer reads it: with the name the channel wants them to see (D-37). */
export function signed(message: MessageState, channel: OpenChannel): string {
  // What was approved is sent to the letter.
  if (message.content.template) return message.text
  const name = nameFor(message, channel)
  if (!name || message.author.type !== 'operator') return message.text
  return message.text ? `${name}:\n${message.text}` : ''
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
