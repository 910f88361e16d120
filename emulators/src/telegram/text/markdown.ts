import { badRequest } from '../refusal.ts'
import type { Entity } from '../wire-types.ts'
import type { FormattedText } from './formatted-text.ts'

const RESERVED = '_*[]()~`>#+-=|{}.!'
const MARKS: [mark: string, type: string][] = [
  ['```', 'pre'],
  ['__', 'underline'],
  ['||', 'spoiler'],
  ['*', 'bold'],
  ['_', 'italic'],
  ['~', 'strikethrough'],
  ['`', 'code'],
]

interface OpenMark {
  mark: string
  type: string
  offset: number
  at: number
}

/** https://core.telegram.org/bots/api#markdownv2-style, without quotes over several lines. */
export function parseMarkdown(source: string): FormattedText {
  const entities: Entity[] = []
  const open: OpenMark[] = []
  let text = ''
  let at = 0
  const isCode = () => ['code', 'pre'].includes(open.at(-1)?.type ?? '')
  while (at < source.length) {
    const char = source[at]!
    if (char === '\\' && at + 1 < source.length && source.charCodeAt(at + 1) < 127) {
      text += source[at + 1]
      at += 2
      continue
    }
    const top = open.at(-1)
    if (top?.mark === '[' && char === ']') {
      const [url, length] = readTarget(source, at + 1)
      open.pop()
      if (text.length > top.offset && url)
        entities.push({
          type: 'text_link',
          offset: top.offset,
          length: text.length - top.offset,
          url,
        })
      at += 1 + length
      continue
    }
    const known = MARKS.find(([mark]) => source.startsWith(mark, at))
    if (known && (!isCode() || known[0] === top?.mark)) {
      const [mark, type] = known
      if (top?.mark === mark) closeMark(entities, open.pop()!, text)
      else open.push({ mark, type, offset: text.length, at })
      at += mark.length
      // The first word of a block is its language, if a new line follows.
      if (mark === '```' && open.at(-1)?.mark === mark)
        at += /^[^\s`]*\n/.exec(source.slice(at))?.[0].length ?? 0
      continue
    }
    if (!isCode() && char === '[')
      open.push({ mark: '[', type: 'text_link', offset: text.length, at })
    else if (!isCode() && RESERVED.includes(char) && !isQuote(source, at)) throw reserved(char)
    else if (!isQuote(source, at) || isCode()) text += char
    at++
  }
  const left = open.at(-1)
  if (left) throw unclosed(source, left.at)
  return { text, entities }
}

function isQuote(source: string, at: number): boolean {
  return source[at] === '>' && (at === 0 || source[at - 1] === '\n')
}

function closeMark(entities: Entity[], { type, offset }: OpenMark, text: string): void {
  if (text.length > offset) entities.push({ type, offset, length: text.length - offset })
}

function readTarget(source: string, at: number): [url: string | undefined, length: number] {
  if (source[at] !== '(') return [undefined, 0]
  const end = source.indexOf(')', at)
  if (end < 0) throw unclosed(source, at)
  return [source.slice(at + 1, end).replaceAll('\\', ''), end - at + 1]
}

function reserved(char: string): Error {
  return badRequest(
    `can't parse entities: Character '${char}' is reserved and must be escaped with the preceding '\\'`,
  )
}

function unclosed(source: string, at: number): Error {
  const offset = Buffer.byteLength(source.slice(0, at))
  return badRequest(
    `can't parse entities: Can't find end of the entity starting at byte offset ${offset}`,
  )
}

/** The old style: no nesting, and nothing is reserved but the marks themselves. */
export function parseLegacyMarkdown(source: string): FormattedText {
  const entities: Entity[] = []
  let text = ''
  let at = 0
  while (at < source.length) {
    const char = source[at]!
    if (char === '\\' && '_*`['.includes(source[at + 1] ?? ' ')) {
      text += source[at + 1]
      at += 2
      continue
    }
    const mark = '*_`['.includes(char) ? (source.startsWith('```', at) ? '```' : char) : undefined
    if (!mark) {
      text += char
      at++
      continue
    }
    const end = source.indexOf(mark === '[' ? ']' : mark, at + mark.length)
    if (end < 0) throw unclosed(source, at)
    const inside = source.slice(at + mark.length, end)
    const offset = text.length
    text += inside
    at = end + mark.length
    const [url, length] = mark === '[' ? readTarget(source, at) : [undefined, 0]
    at += length
    const type = mark === '[' ? 'text_link' : MARKS.find(([known]) => known === mark)![1]
    if (inside !== '' && (mark !== '[' || url))
      entities.push({ type, offset, length: inside.length, ...(url && { url }) })
  }
  return { text, entities }
}
