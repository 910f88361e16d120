import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { scope } from '@otklik/protocol'
import fc from 'fast-check'

import type { Database } from '../database/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { isVisibleTo, visibleTo } from './index.ts'

let database: Database
before(async () => {
  database = await createTestDatabase()
})

const idOf = (number: number) => `00000000-0000-4000-8000-00000000000${number}`
const anyIds = fc.uniqueArray(fc.integer({ min: 0, max: 7 }).map(idOf), { maxLength: 4 })
const anyReader = fc.record({ scope: fc.constantFrom(...scope.options), seesOf: anyIds })

test('[REQ-13] sees the same by the condition in SQL and by the function', async () => {
  const anyCase = fc.record({
    reader: anyReader,
    all: fc.array(anyIds, { minLength: 1, maxLength: 6 }),
  })
  await fc.assert(
    fc.asyncProperty(anyCase, async ({ reader, all }) => {
      const values: unknown[] = [JSON.stringify(all.map((concerns, n) => ({ n, concerns })))]
      const { rows } = await database.query<{ n: number }>(
        `select c.n from jsonb_to_recordset($1) as c (n integer, concerns uuid[])
         where ${visibleTo(reader, values)} order by c.n`,
        values,
      )
      const expected = all.flatMap((concerns, n) => (isVisibleTo(reader, concerns) ? [n] : []))
      assert.deepEqual(
        rows.map(({ n }) => n),
        expected,
      )
    }),
  )
})
