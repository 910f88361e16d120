import type { FormatSpan, WrittenFormat } from '@otklik/protocol'

/** WhatsApp has no markup of its own: applications read signs out of the text. */
const signs = {
  bold: '*',
  italic: '_',
  strike: '~',
  code: '`',
} as const satisfies Partial<Record<WrittenFormat, string>>

type Signed = keyof typeof signs
export const formats = Object.keys(signs) as Signed[]

interface Range {
  sign: string
  from: number
  to: number
}

/**
 * The text with the signs that make it look so. A sign counts only at the edge of a word and within
 * one line; where it would be read otherwise, or shown as a sign, the words stay plain.
 */
export function withSigns(text: string, format: readonly FormatSpan[] = []): string {
  // Outer ranges come first: they open before inner ones and close after them.
  const outerFirst = dropCrossing(format.flatMap((span) => rangesOf(text, span)))
  const signsAt = (at: number) => [
    ...outerFirst.filter(({ to }) => to === at).toReversed(),
    ...outerFirst.filter(({ from }) => from === at),
  ]
  const edges = new Set([0, text.length, ...outerFirst.flatMap(({ from, to }) => [from, to])])
  const cuts = [...edges].sort((one, other) => one - other)
  return cuts
    .map((at, index) => {
      const marks = signsAt(at).map(({ sign }) => sign)
      return marks.join('') + text.slice(at, cuts[index + 1] ?? at)
    })
    .join('')
}

/** Line by line, without the white space around it. */
function rangesOf(text: string, { type, offset, length }: FormatSpan): Range[] {
  if (!(type in signs)) return []
  const sign = signs[type as Signed]
  const ranges: Range[] = []
  for (const line of text.slice(offset, offset + length).matchAll(/[^\n]+/g)) {
    const words = line[0].trim()
    const from = offset + line.index + line[0].indexOf(words)
    const to = from + words.length
    const isInWord = isLetter(text, from - 1) || isLetter(text, to)
    if (words && !words.includes(sign) && !isInWord) ranges.push({ sign, from, to })
  }
  return ranges
}

/** Signs that cross are read as one likes: of two such the longer one stays. */
function dropCrossing(ranges: readonly Range[]): Range[] {
  const kept: Range[] = []
  for (const range of ranges.toSorted((one, other) => other.to - other.from - one.to + one.from)) {
    const crosses = kept.some(
      ({ from, to, sign }) =>
        (from < range.from && range.from < to && to < range.to) ||
        (range.from < from && from < range.to && range.to < to) ||
        (sign === range.sign && from < range.to && range.from < to),
    )
    // Within code nothing else is read.
    const isInCode = kept.some(
      ({ from, to, sign }) => sign === signs.code && from < range.to && range.from < to,
    )
    if (!crosses && !isInCode) kept.push(range)
  }
  return kept
}

function isLetter(text: string, at: number): boolean {
  const [sign] = at < 0 ? [] : text.slice(at)
  return sign !== undefined && /[\p{L}\p{N}]/u.test(sign)
}
