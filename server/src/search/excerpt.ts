import type { Excerpt } from '@otklik/protocol'

import { withoutYo } from './words.ts'

/** Around what was found; about two lines of a result. */
const longest = 180
const before = 50

export const markStart = '\u0001'
export const markEnd = '\u0002'
const marked = new RegExp(`${markStart}([^${markEnd}]*)${markEnd}`, 'g')

/** What the database may put its marks into: as long as the text, so that offsets hold. */
export function markable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the marks themselves
  return withoutYo(text).replaceAll(/[\u0001\u0002]/g, ' ')
}

/** The part of the text around its first mark. `text` as it is, `headline` as `ts_headline` marked it. */
export function excerptOf(text: string, headline: string): Excerpt {
  const marks = marksOf(headline)
  const [first] = marks
  const begin = first && text.length > longest ? wordStart(text, first.offset - before) : 0
  const end = wordEnd(text, begin + longest)
  const head = begin > 0 ? '… ' : ''
  const tail = end < text.length ? '…' : ''
  const shown = text.slice(begin, end)
  return {
    text: `${head}${shown.replaceAll(/\s/g, ' ')}${tail}`,
    marks: marks
      .filter(({ offset, length }) => offset >= begin && offset + length <= end)
      .map(({ offset, length }) => ({ offset: offset - begin + head.length, length })),
  }
}

function marksOf(headline: string): Excerpt['marks'] {
  const marks: Excerpt['marks'] = []
  let taken = 0
  for (const found of headline.matchAll(marked)) {
    const length = found[1]?.length ?? 0
    marks.push({ offset: found.index - taken, length })
    taken += 2
  }
  return marks
}

function wordStart(text: string, from: number): number {
  if (from <= 0) return 0
  const blank = text.indexOf(' ', from)
  return blank < 0 || blank > from + 20 ? safeCut(text, from) : blank + 1
}

function wordEnd(text: string, to: number): number {
  if (to >= text.length) return text.length
  const blank = text.lastIndexOf(' ', to)
  return blank < to - 20 ? safeCut(text, to) : blank
}

/** Never between the halves of one character. */
function safeCut(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at
}
