import type { attributedQuery } from '@otklik/protocol/reports'
import type { z } from 'zod'

import type { Queryable } from '../database/index.ts'
import { attributedCases, type Narrow } from './attributed-cases.ts'
import { listCounted } from './channel-tracking.ts'
import { everyFound, listPage, type Paged } from './list-page.ts'
import type { Of } from './of-period.ts'

type Asked = Narrow & Omit<z.output<typeof attributedQuery>, 'from' | 'to' | keyof Narrow>

/** A page of the conversations behind a figure of attribution, the newest first. */
export async function listAttributed(
  database: Queryable,
  of: Omit<Of, 'counted'>,
  { figure, source, medium, campaign, after, limit, ...narrow }: Asked,
): Promise<Paged<{ id: string; number: number }>> {
  const counted = await listCounted(database, of.accountId)
  const { text, values } = attributedCases({ ...of, counted }, narrow)
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
