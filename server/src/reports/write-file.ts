import type { reportFormat } from '@otklik/protocol/reports'
import writeExcelFile from 'write-excel-file/node'
import type { z } from 'zod'

import { CSV_START, csvLine } from '../lib/csv.ts'
import type { Table } from './tables.ts'

export type Format = z.output<typeof reportFormat>

export const mimeOf: Record<Format, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** A table as a file. What begins as a formula stays text in both. */
export function writeFile(table: Table, format: Format): Promise<Buffer> {
  if (format === 'csv') {
    const lines = table.map((row) => csvLine(row)).join('')
    return Promise.resolve(Buffer.from(`${CSV_START}${lines}`))
  }
  const cells = table.map((row, index) =>
    row.map((value) => ({
      value,
      type: String,
      ...(index === 0 && { fontWeight: 'bold' as const }),
    })),
  )
  return writeExcelFile(cells).toBuffer()
}
