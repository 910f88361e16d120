import type { FormatSpan } from '@otklik/protocol'

import { type Body, markupOf } from './types.ts'

const types: Readonly<Record<string, FormatSpan['type']>> = {
  strong: 'bold',
  emphasized: 'italic',
  monospaced: 'code',
  strikethrough: 'strike',
  underline: 'underline',
  quote: 'quote',
  heading: 'bold',
  link: 'link',
}

/** Offsets are counted as JavaScript counts; what does not fit the text is left out. */
export function toSpans(body: Body): FormatSpan[] | undefined {
  const { text = '' } = body
  const spans = markupOf(body).flatMap(({ type: kind, from, length, url }): FormatSpan[] => {
    const type = Object.hasOwn(types, kind) ? types[kind] : undefined
    if (!type || from < 0 || length <= 0 || from + length > text.length) return []
    if (type !== 'link') return [{ type, offset: from, length }]
    return url && /^(https?|max|mailto|tel):/i.test(url)
      ? [{ type, offset: from, length, url }]
      : []
  })
  return spans.length > 0 ? spans : undefined
}
