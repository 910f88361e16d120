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
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  const endRow = () => {
    row.push(cell)
    if (row.some((each) => each.trim() !== '')) rows.push(row)
    row = []
    cell = ''
  }
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (isQuoted) {
      if (char !== '"') cell += char
      else if (text[at + 1] === '"') {
        cell += '"'
        at++
      } else isQuoted = false
    } else if (char === '"' && cell === '') isQuoted = true
    else if (char === delimiter) {
      row.push(cell)
      cell = ''
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[at + 1] === '\n') at++
      endRow()
    } else cell += char
  }
  if (cell !== '' || row.length > 0) endRow()
  return rows
}

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
