import { setImmediate as nextTurn } from 'node:timers/promises'
import { type ContactField, mostImportColumns, mostImportRows } from '@otklik/protocol'
import type { ImportMapping, ImportSubject } from '@otklik/protocol/settings'
import { wordsOf } from '@otklik/words'

import { Refusal } from '../http/index.ts'
import { csvRows, decodeTable, guessDelimiter } from '../lib/csv.ts'

export interface Table {
  encoding: string
  delimiter: string
  columns: string[]
  rows: string[][]
}

const LONGEST_CELL = 20_000

/** So many rows, or letters, are read before others have their turn. */
const ROWS_IN_A_TURN = 500
const LETTERS_IN_A_TURN = 200_000

/** A file as a table: encoding and delimiter are found out. A long one is read a part at a time. */
export async function readTable(bytes: Uint8Array): Promise<Table> {
  const { text, encoding } = decodeTable(bytes)
  const delimiter = guessDelimiter(text)
  // What is no text is no table, whatever the file is called.
  if (text.includes('\0')) throw new Refusal('not-a-table')
  const rows: string[][] = []
  let [inTurn, letters] = [0, 0]
  for (const row of csvRows(text, delimiter)) {
    if (row.length > mostImportColumns && rows.length === 0) throw new Refusal('too-large')
    if (rows.length > mostImportRows) throw new Refusal('too-large')
    rows.push(row.map((cell) => cell.slice(0, LONGEST_CELL)))
    letters += row.reduce((sum, cell) => sum + cell.length, 0)
    if (++inTurn < ROWS_IN_A_TURN && letters < LETTERS_IN_A_TURN) continue
    ;[inTurn, letters] = [0, 0]
    await nextTurn()
  }
  const headings = rows.shift()
  if (!headings || rows.length === 0) throw new Refusal('not-a-table')
  return { encoding, delimiter, columns: headings.map((each) => each.trim().slice(0, 200)), rows }
}

const guesses: Record<string, RegExp> = {
  conversation: /обращени|диалог|conversation|ticket/i,
  at: /дата|время|^date|^time|\bat\b/i,
  author: /автор|кто написал|отправител|author|from/i,
  text: /текст|сообщени|text|message/i,
  topic: /темат|topic/i,
  name: /имя|фио|клиент|^name|customer/i,
  phone: /телефон|phone|моб/i,
  email: /почт|e-?mail/i,
  tags: /тег|метк|tag/i,
  note: /замет|коммент|примеч|note/i,
  vip: /vip|вип/i,
}
const ofConversations = ['conversation', 'at', 'author', 'text', 'topic']

/** What the headings seem to say; each target once, the company's own fields by their names. */
export function guessMapping(
  columns: readonly string[],
  subject: ImportSubject,
  fields: readonly ContactField[],
): ImportMapping {
  const mapping: ImportMapping = {}
  const counted = (['ru', 'en'] as const).map((each) => wordsOf(each).company.exports.conversations)
  for (const [place, column] of columns.entries()) {
    // How many there were is nothing to bring in.
    if (counted.includes(column)) continue
    const field = fields.find(({ name }) => name.toLowerCase() === column.toLowerCase())
    const guess = Object.entries(guesses).find(
      ([target, pattern]) =>
        (subject === 'conversations' || !ofConversations.includes(target)) &&
        pattern.test(column) &&
        !Object.values(mapping).includes(target),
    )?.[0]
    const target = field?.id ?? guess
    if (target) mapping[place] = target
  }
  return mapping
}
