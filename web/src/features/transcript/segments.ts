import type { FormatSpan } from '@otklik/protocol'
import { find } from 'linkifyjs'

/** A piece of text that looks the same throughout. */
export interface Segment {
  readonly start: number
  readonly text: string
  readonly types: readonly FormatSpan['type'][]
  readonly url?: string
  /** Where the link that ends here leads, when its words say something else. */
  readonly host?: string
}

/** Anything else in a link could run in the page or leave it in a way nobody expects. */
const safeScheme = /^(https?|mailto|tel):/i

/** Cuts a text at the borders of its formats and of the addresses found in it. */
export function segmentsOf(text: string, format: readonly FormatSpan[] = []): Segment[] {
  const spans = [...format.filter(({ length }) => length > 0), ...foundLinks(text, format)]
  const borders = new Set([0, text.length])
  for (const { offset, length } of spans) {
    borders.add(clamp(offset, text.length))
    borders.add(clamp(offset + length, text.length))
  }
  const cuts = [...borders].sort((a, b) => a - b)
  const coming = spans.sort((a, b) => b.offset - a.offset)
  // Only what is over the piece is looked at: a text may hold thousands of links.
  let covering: FormatSpan[] = []
  return cuts.slice(0, -1).map((start, index) => {
    covering = covering.filter(({ offset, length }) => offset + length > start)
    while (coming.length > 0 && coming.at(-1)!.offset <= start) covering.push(coming.pop()!)
    return segment(text, start, cuts[index + 1]!, covering)
  })
}

function segment(text: string, start: number, end: number, covering: FormatSpan[]): Segment {
  const link = covering.find(({ type, url }) => type === 'link' && isSafe(url))
  const host = link && link.offset + link.length === end && hiddenHost(text, link)
  return {
    start,
    text: text.slice(start, end),
    types: [...new Set(covering.map(({ type }) => type))].filter((type) => type !== 'link'),
    ...(link?.url ? { url: link.url } : {}),
    ...(host ? { host } : {}),
  }
}

/** «https://bank.example» may lead elsewhere: whoever reads it is told where. */
function hiddenHost(text: string, { offset, length, url = '' }: FormatSpan): string | undefined {
  const host = /^https?:/i.test(url) ? URL.parse(url)?.host : undefined
  const words = text.slice(offset, offset + length).trim()
  const said = words
    .replace(/^https?:\/\//i, '')
    .split(/[/?#\s]/)[0]
    ?.toLowerCase()
  return said === host ? undefined : host
}

function foundLinks(text: string, format: readonly FormatSpan[]): FormatSpan[] {
  const closed = format.filter(({ type }) => type === 'link' || type === 'code' || type === 'pre')
  const isFree = (start: number, end: number) =>
    !closed.some(({ offset, length }) => offset < end && offset + length > start)
  return find(text, { defaultProtocol: 'https' })
    .filter(({ start, end }) => isFree(start, end))
    .map(({ start, end, href }) => ({
      type: 'link',
      offset: start,
      length: end - start,
      url: href,
    }))
}

function isSafe(url: string | undefined): url is string {
  return url !== undefined && safeScheme.test(url)
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(0, value), most)
}
