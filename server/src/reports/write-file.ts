import type { reportFormat } from '@otklik/protocol/reports'
import type { z } from 'zod'

import { CSV_START, csvLine } from '../lib/csv.ts'
import type { Table } from './tables.ts'

export type Format = z.output<typeof reportFormat>

export const mimeOf: Record<Format, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** As `tables.ts` writes it: read back, it looks the same. First in a row stands a name, whatever it is. */
const isNumber = /^-?(0|[1-9]\d{0,14})([.,]\d+)?$/
const numberCell = (value: string) => ({ value: Number(value.replace(',', '.')), type: Number })
const textCell = (value: string) => ({ value, type: String })

/** A table as a file. What begins as a formula stays text in both. */
export async function writeFile(table: Table, format: Format): Promise<Buffer> {
  if (format === 'csv') {
    const lines = table.map((row) => csvLine(row)).join('')
    return Buffer.from(`${CSV_START}${lines}`)
  }
  const cells = table.map((row, index) =>
    row.map((value, place) => ({
      ...(index > 0 && place > 0 && isNumber.test(value) ? numberCell(value) : textCell(value)),
      ...(index === 0 && { fontWeight: 'bold' as const }),
    })),
  )
  const { default: writeExcelFile } = await import('write-excel-file/node')
  return writeExcelFile(cells).toBuffer()
}
