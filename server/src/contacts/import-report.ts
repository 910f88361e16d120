import type { ImportView } from '@otklik/protocol/settings'
import type { Words } from '@otklik/words'

import type { Database } from '../database/index.ts'
import { CSV_START, csvLine } from '../lib/csv.ts'

interface ReportRow {
  line: number
  cells: string[]
  outcome: keyof Words['web']['imports']['done'] | null
  reason: { reason: keyof Words['web']['imports']['reasons']; column?: number } | null
}

const PAGE = 2000

/** The table as it was handed in, with what came of each row. */
export async function* reportLines(
  database: Database,
  accountId: string,
  { found, words }: { found: ImportView; words: Words },
): AsyncGenerator<string> {
  const { exports: heads } = words.company
  const { imports } = words.web
  yield CSV_START
  yield csvLine([heads.row, heads.outcome, heads.why, ...found.columns])
  for (let after = 0; ; ) {
    const { rows } = await database.query<ReportRow>(
      `select line, cells, outcome, reason from import_rows
       where account_id = $1 and import_id = $2 and line > $3 order by line limit ${PAGE}`,
      [accountId, found.id, after],
    )
    for (const { line, cells, outcome, reason } of rows) {
      const column = reason?.column === undefined ? '' : `${found.columns[reason.column]}: `
      yield csvLine([
        String(line),
        outcome ? imports.done[outcome] : '',
        reason ? column + imports.reasons[reason.reason] : '',
        ...cells,
      ])
    }
    if (rows.length < PAGE) return
    after = rows.at(-1)!.line
  }
}
