import type { FormatSpan } from '@otklik/protocol'
import { find } from 'linkifyjs'

/** A piece of text that looks the same throughout. */
export interface Segment {
  readonly start: number
  readonly text: string
  readonly types: readonly FormatSpan['type'][]
  readonly url?: string
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
  return cuts.slice(0, -1).map((start, index) => segment(text, start, cuts[index + 1]!, spans))
}

function segment(text: string, start: number, end: number, spans: FormatSpan[]): Segment {
  const covering = spans.filter(({ offset, length }) => offset <= start && offset + length >= end)
  const url = covering.find((span) => span.type === 'link' && isSafe(span.url))?.url
  return {
    start,
    text: text.slice(start, end),
    types: [...new Set(covering.map(({ type }) => type))].filter((type) => type !== 'link'),
    ...(url ? { url } : {}),
  }
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
