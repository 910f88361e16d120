import type { ContactField } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'
import type { FieldProblem } from '../http/index.ts'

interface FieldRow {
  id: string
  version: number
  name: string
  kind: ContactField['kind']
  options: string[]
}

/** The company's own fields, in their order. */
export async function listContactFields(
  database: Queryable,
  accountId: string,
): Promise<ContactField[]> {
  const { rows } = await database.query<FieldRow>(
    `select id, version, name, kind, options from contact_fields
     where account_id = $1 and archived_at is null order by place, name`,
    [accountId],
  )
  return rows
}

/** What is wrong with a value; nothing where it can be kept. Empty is always possible. */
export function problemOfValue(
  { kind, options }: Pick<ContactField, 'kind' | 'options'>,
  value: string,
): FieldProblem | undefined {
  if (value === '') return undefined
  if (kind === 'number' && !/^-?\d{1,15}([.,]\d{1,6})?$/.test(value)) {
    return { code: 'not-a-number' }
  }
  if (kind === 'date' && toDate(value) === undefined) return { code: 'not-a-date' }
  if (kind === 'choice' && !options.includes(value)) return { code: 'not-an-option' }
  return undefined
}

/** As it is kept: numbers with a point, dates as in ISO 8601. */
export function keptValue({ kind }: Pick<ContactField, 'kind'>, value: string): string {
  if (kind === 'number') return value.replace(',', '.')
  return kind === 'date' ? (toDate(value) ?? value) : value
}

/** «2026-11-23» or «23.11.2026». */
function toDate(text: string): string | undefined {
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? []
  const iso = day ? `${year}-${month?.padStart(2, '0')}-${day.padStart(2, '0')}` : text
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined
  const date = new Date(`${iso}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(iso) ? undefined : iso
}
