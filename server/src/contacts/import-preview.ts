import type { ImportPreview } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import { matchRows } from './import-contacts.ts'
import { problemOfWord } from './import-conversations.ts'
import { type Matched, Matching } from './import-matching.ts'
import type { ImportRow, TableRow } from './import-view.ts'

const MOST_SHOWN = 100
const PAGE = 2000

/**
 * The same decisions as the import's, over all rows, and nothing of it kept. Those that are refused
 * are shown first: they are what somebody can still mend.
 */
export async function previewImport(client: Queryable, given: ImportRow): Promise<ImportPreview> {
  const counts = { made: 0, changed: 0, same: 0, refused: 0 }
  const shown: ImportPreview['rows'] = []
  const refused: ImportPreview['rows'] = []
  const matching = new Matching()
  for (let after = 0; ; ) {
    const rows = await readRows(client, given, after)
    const matched =
      given.subject === 'contacts'
        ? await matchRows(client, given, { rows, matching })
        : rows.map(({ line, cells }) => ({ line, matched: wordOf(cells, given) }))
    for (const [index, each] of matched.entries()) {
      const cells = rows[index]?.cells ?? []
      const outcome = 'reason' in each.matched ? 'refused' : each.matched.outcome
      counts[outcome]++
      const row = { line: each.line, cells, outcome }
      if ('reason' in each.matched) {
        if (refused.length < MOST_SHOWN) refused.push({ ...row, ...each.matched })
      } else if (shown.length < MOST_SHOWN) shown.push(row)
    }
    if (rows.length < PAGE) break
    after = rows.at(-1)!.line
  }
  return { counts, rows: [...refused, ...shown].slice(0, MOST_SHOWN) }
}

/** Whose word it is turns out when it is brought in. */
function wordOf(cells: string[], { mapping }: ImportRow): Matched {
  const reason = problemOfWord({ cells }, mapping)
  return reason ? { reason } : ({ outcome: 'made' } as Matched)
}

async function readRows(
  client: Queryable,
  { account_id, id }: ImportRow,
  after: number,
): Promise<TableRow[]> {
  const { rows } = await client.query<TableRow>(
    `select line, cells from import_rows
     where account_id = $1 and import_id = $2 and line > $3 order by line limit ${PAGE}`,
    [account_id, id, after],
  )
  return rows
}
