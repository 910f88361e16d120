import { badRequest } from '../refusal.ts'
import type { Entity } from '../wire-types.ts'
import type { FormattedText } from './formatted-text.ts'

const TYPES: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  a: 'text_link',
  'tg-emoji': 'custom_emoji',
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }

interface OpenTag {
  name: string
  entity: Omit<Entity, 'length'>
}

/** https://core.telegram.org/bots/api#html-style */
export function parseHtml(html: string): FormattedText {
  const entities: Entity[] = []
  const open: OpenTag[] = []
  let text = ''
  let rest = 0
  const fail = (problem: string) =>
    badRequest(
      `can't parse entities: ${problem} at byte offset ${Buffer.byteLength(html.slice(0, rest))}`,
    )
  while (rest < html.length) {
    const char = html[rest]
    if (char === '&') {
      const [symbol, length] = readSymbol(html.slice(rest, rest + 12))
      text += symbol
      rest += length
    } else if (char !== '<') {
      text += char
      rest++
    } else {
      const end = html.indexOf('>', rest)
      if (end < 0) throw fail('Unclosed start tag')
      const tag = html.slice(rest + 1, end)
      if (tag.startsWith('/')) {
        const closed = open.pop()
        const name = tag.slice(1).trim().toLowerCase()
        if (!closed) throw fail(`Unexpected end tag`)
        if (name !== '' && name !== closed.name)
          throw fail(`Unmatched end tag, expected "</${closed.name}>", found "</${name}>"`)
        close(entities, closed, text.length)
      } else open.push(readTag(tag, text.length, fail))
      rest = end + 1
    }
  }
  const left = open.at(-1)
  if (left)
    throw badRequest(
      `can't parse entities: Can't find end tag corresponding to start tag "${left.name}"`,
    )
  return { text, entities }
}

function close(entities: Entity[], { entity }: OpenTag, end: number): void {
  const length = end - entity.offset
  if (length === 0 || entity.type === 'nothing') return
  const inner = entities.at(-1)
  // <pre><code class="language-x"> is one entity, a block in that language.
  if (entity.type === 'pre' && inner?.type === 'code' && inner.length === length) {
    entities.pop()
    entities.push({ ...entity, length, ...(inner.language && { language: inner.language }) })
  } else entities.push({ ...entity, length })
}

function readTag(tag: string, offset: number, fail: (problem: string) => Error): OpenTag {
  const name = /^[^\s/]*/.exec(tag)![0].toLowerCase()
  const attribute = (key: string) =>
    new RegExp(`\\b${key}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i')
      .exec(tag)
      ?.slice(1)
      .find((value) => value !== undefined)
  if (name === 'span' && attribute('class') === 'tg-spoiler')
    return { name, entity: { type: 'spoiler', offset } }
  const type = TYPES[name]
  if (!type) throw fail(`Unsupported start tag "${name}"`)
  if (type === 'text_link') {
    const url = attribute('href')?.replaceAll('&amp;', '&')
    return { name, entity: url ? { type, offset, url } : { type: 'nothing', offset } }
  }
  const language =
    type === 'code' ? /^language-(.+)/.exec(attribute('class') ?? '')?.[1] : undefined
  const emoji = attribute('emoji-id')
  const isFolded = type === 'blockquote' && /\sexpandable\b/i.test(tag)
  return {
    name,
    entity: {
      type: isFolded ? 'expandable_blockquote' : type,
      offset,
      ...(language && { language }),
      ...(type === 'custom_emoji' && emoji && { custom_emoji_id: emoji }),
    },
  }
}

function readSymbol(start: string): [symbol: string, length: number] {
  const match = /^&(?:#x([0-9a-f]+)|#(\d+)|(lt|gt|amp|quot));/i.exec(start)
  if (!match) return ['&', 1]
  const [whole, hex, decimal, name] = match
  if (name) return [NAMED[name.toLowerCase()]!, whole.length]
  const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
  return code > 0 && code <= 0x10ffff ? [String.fromCodePoint(code), whole.length] : ['&', 1]
}
