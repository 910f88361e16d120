import type { FormatSpan, WrittenFormat } from '@otklik/protocol'

import type { Entity, Message } from './types.ts'

/** https://core.telegram.org/bots/api#messageentity; what is missing here needs no mark of ours. */
const types: Readonly<Record<string, FormatSpan['type']>> = {
  bold: 'bold',
  italic: 'italic',
  underline: 'underline',
  strikethrough: 'strike',
  spoiler: 'spoiler',
  code: 'code',
  pre: 'pre',
  blockquote: 'quote',
  expandable_blockquote: 'quote',
  text_link: 'link',
  url: 'link',
}

/** What operators may write, by Telegram's names. */
const names = {
  bold: 'bold',
  italic: 'italic',
  underline: 'underline',
  strike: 'strikethrough',
  code: 'code',
  link: 'text_link',
} as const satisfies Record<WrittenFormat, string>

export const formats = Object.keys(names) as WrittenFormat[]

/** Entities instead of a parse_mode: signs that somebody types stay signs. */
export function toEntities(format: readonly FormatSpan[] = []): Entity[] | undefined {
  const entities = format.flatMap(({ type, offset, length, url }): Entity[] => {
    const name = type in names ? names[type as WrittenFormat] : undefined
    if (!name || (type === 'link' && !url)) return []
    return [{ type: name, offset, length, ...(url && { url }) }]
  })
  return entities.length > 0 ? entities : undefined
}

/** Telegram counts in UTF-16 code units, as we do, so offsets stay as they are. */
export function toSpans(message: Message): FormatSpan[] | undefined {
  const text = message.text ?? message.caption ?? ''
  const entities = message.text === undefined ? message.caption_entities : message.entities
  const spans = (entities ?? []).flatMap((entity) => toSpan(text, entity))
  return spans.length > 0 ? spans : undefined
}

function toSpan(text: string, { type: kind, offset, length, url }: Entity): FormatSpan[] {
  const type = Object.hasOwn(types, kind) ? types[kind] : undefined
  if (!type || offset < 0 || length <= 0 || offset + length > text.length) return []
  if (type !== 'link') return [{ type, offset, length }]
  const address = toAddress(url ?? text.slice(offset, offset + length))
  return address === undefined ? [] : [{ type, offset, length, url: address }]
}

/** An address found in the text may lack its scheme; one that runs code must not become a link. */
function toAddress(url: string): string | undefined {
  const address = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(url) ? url : `https://${url}`
  return /^(https?|tg|mailto|tel):/i.test(address) ? address : undefined
}
