import type { ImportMapping, ImportSubject, ImportView } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'

/** A row of `imports`. */
export interface ImportRow {
  account_id: string
  id: string
  subject: ImportSubject
  state: ImportView['state']
  file_name: string
  encoding: string
  delimiter: string
  columns: string[]
  mapping: ImportMapping
  channel_id: string | null
  total: number
  author_id: string
  created_at: Date
  finished_at: Date | null
  made: number
  changed: number
  same: number
  refused: number
}

/** A row of the table that was handed in; its headings are line 1. */
export interface TableRow {
  line: number
  cells: string[]
}

const MOST_SHOWN = 10

export async function listImports(database: Queryable, accountId: string): Promise<ImportView[]> {
  const { rows } = await database.query<ImportRow>(
    `select * from imports where account_id = $1 order by id desc limit ${MOST_SHOWN}`,
    [accountId],
  )
  return rows.map(viewImport)
}

export async function getImport(
  database: Queryable,
  accountId: string,
  id: string,
): Promise<ImportView> {
  const { rows } = await database.query<ImportRow>(
    'select * from imports where account_id = $1 and id = $2',
    [accountId, id],
  )
  if (!rows[0]) throw new NotFoundError()
  return viewImport(rows[0])
}

export async function getImportRow(
  client: Queryable,
  accountId: string,
  id: string,
): Promise<ImportRow> {
  const { rows } = await client.query<ImportRow>(
    'select * from imports where account_id = $1 and id = $2 for update',
    [accountId, id],
  )
  if (!rows[0]) throw new NotFoundError()
  return rows[0]
}

function viewImport({ made, changed, same, refused, ...row }: ImportRow): ImportView {
  return {
    id: row.id,
    subject: row.subject,
    state: row.state,
    fileName: row.file_name,
    encoding: row.encoding,
    delimiter: row.delimiter,
    columns: row.columns,
    mapping: row.mapping,
    ...(row.channel_id && { channelId: row.channel_id }),
    total: row.total,
    done: { made, changed, same, refused },
    createdAt: row.created_at.toISOString(),
    ...(row.finished_at && { finishedAt: row.finished_at.toISOString() }),
  }
}
