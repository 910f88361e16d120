import { type Formatted, linkOf, Writer } from './formatted.ts'

/** Longest first: `**` is not two `*`. */
const PAIRS: [sign: string, type: string][] = [
  ['**', 'strong'],
  ['__', 'strong'],
  ['~~', 'strikethrough'],
  ['++', 'underline'],
  ['^^', 'highlighted'],
  ['`', 'monospaced'],
  ['*', 'emphasized'],
  ['_', 'emphasized'],
]

export function readMarkdown(source: string): Formatted {
  const writer = new Writer()
  // Every second piece stood between fences.
  for (const [at, piece] of source.split(/```(?:\w*\n)?([\s\S]*?)```/).entries()) {
    const from = writer.length
    if (at % 2 === 0) readLines(writer, piece)
    else writer.write(piece)
    if (at % 2 === 1) writer.mark('monospaced', from)
  }
  return writer.finish()
}

function readLines(writer: Writer, text: string): void {
  for (const [at, line] of text.split('\n').entries()) {
    if (at > 0) writer.write('\n')
    const from = writer.length
    const [, sign, rest] = /^(> |#{1,6} )?(.*)$/s.exec(line) as unknown as string[]
    readInline(writer, rest ?? '')
    if (sign) writer.mark(sign.startsWith('>') ? 'quote' : 'heading', from)
  }
}

function readInline(writer: Writer, text: string): void {
  let rest = text
  while (rest !== '') {
    const taken = readEscape(writer, rest) || readLink(writer, rest) || readPair(writer, rest)
    if (taken === 0) writer.write(rest[0]!)
    rest = rest.slice(taken || 1)
  }
}

function readEscape(writer: Writer, text: string): number {
  if (!/^\\[\\*_~+^`[\]()#>]/.test(text)) return 0
  writer.write(text[1]!)
  return 2
}

function readLink(writer: Writer, text: string): number {
  const match = /^\[([^\]\n]+)\]\(([^)\s]+)\)/.exec(text)
  if (!match) return 0
  const from = writer.length
  readInline(writer, match[1]!)
  const { type, ...more } = linkOf(match[2]!)
  writer.mark(type, from, more)
  return match[0].length
}

function readPair(writer: Writer, text: string): number {
  for (const [sign, type] of PAIRS) {
    if (!text.startsWith(sign)) continue
    const end = text.indexOf(sign, sign.length + 1)
    if (end < 0) continue
    const from = writer.length
    const inner = text.slice(sign.length, end)
    if (type === 'monospaced') writer.write(inner)
    else readInline(writer, inner)
    writer.mark(type, from)
    return end + sign.length
  }
  return 0
}
