import type { FormatSpan, WrittenFormat } from '@otklik/protocol'

/** https://dev.max.ru/docs-api, «Форматирование текста» */
const tags = {
  link: 'a',
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strike: 's',
  code: 'code',
} as const satisfies Record<WrittenFormat, string>

export const formats = Object.keys(tags) as WrittenFormat[]

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => escapes[sign]!)

/**
 * A text as MAX reads formats: everything that was typed is escaped, so no sign of it is markup.
 * Undefined where nothing is formatted: then the text goes as it is.
 */
export function toHtml(text: string, format: readonly FormatSpan[]): string | undefined {
  const spans = format.filter(({ type, url }) => type in tags && (type !== 'link' || url))
  if (spans.length === 0) return undefined
  const edges = spans.flatMap(({ offset, length }) => [offset, offset + length])
  const cuts = [...new Set([0, ...edges, text.length])].sort((one, other) => one - other)
  // Spans may overlap, elements may not: each stretch has all its own around it.
  return cuts
    .slice(0, -1)
    .map((from, index) => {
      const to = cuts[index + 1]!
      const around = spans.filter(({ offset, length }) => offset <= from && to <= offset + length)
      return wrapped(escaped(text.slice(from, to)), around)
    })
    .join('')
}

function wrapped(words: string, spans: readonly FormatSpan[]): string {
  return formats.reduceRight((inner, type) => {
    const span = spans.find((each) => each.type === type)
    if (!span) return inner
    const address = span.url ? ` href="${escaped(span.url)}"` : ''
    return `<${tags[type as WrittenFormat]}${address}>${inner}</${tags[type as WrittenFormat]}>`
  }, words)
}
