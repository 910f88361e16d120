import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTestDatabase } from './index.ts'

test('gives every caller a migrated database of its own', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()])
  await one.query("insert into accounts (id, name) values (gen_random_uuid(), 'Верба Мебель')")
  const { rows } = await two.query<{ count: number }>('select count(*) from accounts')
  assert.deepEqual(rows, [{ count: 0 }])
})
