import { isObject, type Params } from '../params.ts'
import { badRequest } from '../refusal.ts'
import type { Entity } from '../wire-types.ts'
import { detectEntities } from './detect.ts'
import type { FormattedText } from './formatted-text.ts'
import { parseHtml } from './html.ts'
import { parseLegacyMarkdown, parseMarkdown } from './markdown.ts'
import { normalise } from './normalise.ts'

const MAX_RAW_BYTES = 32_768
const MAX_ENTITIES = 100

/** Text of a message: present, parsed, cleaned, of a permitted length; in this order. */
export function readMessageText(params: Params): FormattedText {
  if (!params.has('text')) throw badRequest('message text is empty')
  const formatted = readFormatted(params, 'text', 'entities')
  if (formatted.text === '') throw badRequest('text must be non-empty')
  if (codePoints(formatted.text) > 4096) throw badRequest('message is too long')
  return formatted
}

/** A caption may be absent; what is left of one made of spaces is no caption. */
export function readCaption(params: Params): FormattedText {
  const formatted = readFormatted(params, 'caption', 'caption_entities')
  if (codePoints(formatted.text) > 1024) throw badRequest('message caption is too long')
  return formatted
}

function readFormatted(params: Params, textName: string, entitiesName: string): FormattedText {
  const raw = params.text(textName)
  if (Buffer.byteLength(raw) > MAX_RAW_BYTES) throw badRequest('text is too long')
  const mode = params.text('parse_mode')
  const parsed =
    mode === ''
      ? { text: raw, entities: readEntities(params, entitiesName, raw) }
      : parse(raw, mode)
  return withDetected(normalise(parsed))
}

/** What a person types: cleaned, with links and commands recognised. */
export function formatTyped(text: string): FormattedText {
  return withDetected(normalise({ text, entities: [] }))
}

function parse(text: string, mode: string): FormattedText {
  switch (mode.toLowerCase()) {
    case 'html':
      return parseHtml(text)
    case 'markdownv2':
      return parseMarkdown(text)
    case 'markdown':
      return parseLegacyMarkdown(text)
    case 'none':
      return { text, entities: [] }
    default:
      throw badRequest('unsupported parse_mode')
  }
}

function withDetected({ text, entities }: FormattedText): FormattedText {
  const all = [...entities, ...detectEntities(text, entities)]
  return { text, entities: all.sort((a, b) => a.offset - b.offset || b.length - a.length) }
}

function readEntities(params: Params, name: string, text: string): Entity[] {
  const list = params.json(name, "can't parse entities: expected an Array of MessageEntity")
  if (list === undefined) return []
  if (!Array.isArray(list))
    throw badRequest("can't parse entities: expected an Array of MessageEntity")
  return list
    .map((item) => readEntity(item, text))
    .filter((entity) => entity !== undefined)
    .slice(0, MAX_ENTITIES)
}

const GIVEN_TYPES = new Set(
  'bold italic underline strikethrough spoiler blockquote expandable_blockquote code pre text_link text_mention custom_emoji'.split(
    ' ',
  ),
)

function readEntity(item: unknown, text: string): Entity | undefined {
  if (!isObject(item)) throw badRequest("can't parse MessageEntity: expected an Object")
  const { offset, length, type } = item
  if (typeof offset !== 'number' || typeof length !== 'number' || typeof type !== 'string')
    throw badRequest('can\'t parse MessageEntity: field "offset", "length" or "type" is wrong')
  const end = offset + length
  const at = `entity beginning at UTF-16 offset ${offset}`
  if (offset > text.length)
    throw badRequest(`${at} begins after the end of the text at UTF-16 offset ${text.length}`)
  if (end > text.length)
    throw badRequest(`${at} ends after the end of the text at UTF-16 offset ${text.length}`)
  if (splitsPair(text, offset)) throw badRequest(`${at} begins in a middle of a UTF-16 symbol`)
  if (splitsPair(text, end)) throw badRequest(`${at} ends in a middle of a UTF-16 symbol`)
  // The platform finds links, commands and the like by itself and ignores them in what it is given.
  if (length <= 0 || !GIVEN_TYPES.has(type)) return undefined
  return item as unknown as Entity
}

function splitsPair(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  const before = text.charCodeAt(index - 1)
  return code >= 0xdc00 && code <= 0xdfff && before >= 0xd800 && before <= 0xdbff
}

/** The server counts code points, not UTF-16 units. */
function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
