/** Tables as RFC 4180 writes them, and as the spreadsheets people have read them. */

/** A spreadsheet would carry these out; with an apostrophe before them it shows them. */
const formula = /^[=+\-@\t\r]/

/** One line with its end. Spreadsheets here expect semicolons. */
export function csvLine(cells: readonly string[], delimiter = ';'): string {
  return `${cells.map((cell) => quoted(harmless(cell), delimiter)).join(delimiter)}\r\n`
}

const harmless = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell)

/** What `csvLine` has put before a cell is taken off again. */
export const unharmed = (cell: string): string => (/^'[=+\-@]/.test(cell) ? cell.slice(1) : cell)

const quoted = (cell: string, delimiter: string): string =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell

/** The byte order mark tells a spreadsheet that it is UTF-8. */
export const CSV_START = '\ufeff'

/**
 * The rows of a table; empty lines are none. A quote that is never closed ends with the text: what a
 * person sees in the preview tells them.
 */
export function parseCsv(text: string, delimiter: string): string[][] {
  return [...csvRows(text, delimiter)]
}

/** The same, row by row: whoever reads a long table lets others have their turn between them. */
export function* csvRows(text: string, delimiter: string): Generator<string[]> {
  const ends = new RegExp(`[\\r\\n${delimiter === '\t' ? '\\t' : delimiter}]`, 'g')
  let row: string[] = []
  for (let at = 0; at < text.length; ) {
    const { cell, next } = text[at] === '"' ? quotedCell(text, at, ends) : plainCell(text, at, ends)
    row.push(cell)
    at = next + 1
    if (text[next] === delimiter) {
      if (at === text.length) row.push('')
      continue
    }
    if (text[next] === '\r' && text[at] === '\n') at++
    if (row.some((each) => each.trim() !== '')) yield row
    row = []
  }
  if (row.some((each) => each.trim() !== '')) yield row
}

interface Cell {
  cell: string
  /** Where its delimiter is, the end of its line, or of the text. */
  next: number
}

function plainCell(text: string, from: number, ends: RegExp): Cell {
  ends.lastIndex = from
  const next = ends.exec(text)?.index ?? text.length
  return { cell: text.slice(from, next), next }
}

/** What follows the closing quote belongs to the cell, as spreadsheets take it. */
function quotedCell(text: string, from: number, ends: RegExp): Cell {
  for (let at = from + 1; ; at += 2) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return { cell: unquoted(text.slice(from + 1)), next: text.length }
    at = quote
    if (text[quote + 1] === '"') continue
    const rest = plainCell(text, quote + 1, ends)
    return { cell: unquoted(text.slice(from + 1, quote)) + rest.cell, next: rest.next }
  }
}

const unquoted = (cell: string): string => cell.replaceAll('""', '"')

export type Encoding = 'utf-8' | 'windows-1251'

/** What is no UTF-8 was written by a Russian Windows. */
export function decodeTable(bytes: Uint8Array): { text: string; encoding: Encoding } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { text, encoding: 'utf-8' }
  } catch {
    return { text: new TextDecoder('windows-1251').decode(bytes), encoding: 'windows-1251' }
  }
}

/** The one that the headings have most of. */
export function guessDelimiter(text: string): string {
  const [headings = ''] = text.split(/[\r\n]/, 1)
  const count = (delimiter: string) => parseCsv(headings, delimiter)[0]?.length ?? 0
  return [';', ',', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best))
}
