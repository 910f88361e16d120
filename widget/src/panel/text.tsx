import type { FormatSpan } from '@otklik/protocol'
import { type ComponentChildren, h } from 'preact'

const tags = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strike: 's',
  code: 'code',
  pre: 'code',
} as const
const link = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g

/** Somebody's words, as text: what looks like markup in them is shown as it was typed. */
export function Text({ text, format = [] }: { text: string; format?: FormatSpan[] | undefined }) {
  const found = [...text.matchAll(link)].map(
    ({ 0: url, index: offset }): FormatSpan => ({ type: 'link', offset, length: url.length, url }),
  )
  const isFree = ({ offset, length }: FormatSpan) =>
    !format.some(
      (span) =>
        span.type === 'link' && span.offset < offset + length && offset < span.offset + span.length,
    )
  const spans = [...format, ...found.filter(isFree)]
  const edges = new Set([0, text.length])
  for (const { offset, length } of spans) edges.add(offset).add(offset + length)
  const cuts = [...edges].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b)
  return (
    <>
      {cuts.slice(0, -1).map((from, index) => {
        const to = cuts[index + 1] ?? text.length
        const over = spans.filter((span) => span.offset <= from && span.offset + span.length >= to)
        return wrap(text.slice(from, to), over)
      })}
    </>
  )
}

function wrap(piece: string, spans: FormatSpan[]): ComponentChildren {
  return spans.reduce<ComponentChildren>((inside, { type, url }) => {
    if (type === 'link') {
      const address = url ?? piece
      if (!/^https?:/i.test(address)) return inside
      return (
        <a href={address} target="_blank" rel="noopener noreferrer nofollow">
          {inside}
        </a>
      )
    }
    const tag = (tags as Record<string, string | undefined>)[type]
    return tag ? h(tag, null, inside) : inside
  }, piece)
}
