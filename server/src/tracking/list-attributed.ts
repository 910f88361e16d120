import type { attributedQuery } from '@otklik/protocol/reports'
import type { z } from 'zod'

import type { Queryable } from '../database/index.ts'
import { type AttributedOf, attributedCases, type Narrow } from './attributed-cases.ts'
import { everyFound, listPage, type Paged } from './list-page.ts'

type Asked = Narrow & Omit<z.output<typeof attributedQuery>, 'from' | 'to' | keyof Narrow>

/** A page of the conversations behind a figure of attribution, the newest first. */
export async function listAttributed(
  database: Queryable,
  of: AttributedOf,
  { figure, source, medium, campaign, after, limit, ...narrow }: Asked,
): Promise<Paged<{ id: string; number: number }>> {
  const { text, values } = await attributedCases(database, of, narrow)
  const row = Object.entries({ source, medium, campaign }).filter(([, name]) => name !== undefined)
  const isOfRow = row.map(([name, value]) => `and cases.${name} = $${values.push(value)}`)
  return listPage(
    database,
    {
      text: `select id, number from (${text}) cases where ${figure} = 1 ${isOfRow.join(' ')}`,
      values,
      details: `select id, number, ${everyFound} from page order by number desc`,
    },
    { after, limit },
  )
}
