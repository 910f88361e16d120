import assert from 'node:assert/strict'
import { test } from 'node:test'

import { hasFilters, queryOf, searchFilterFrom } from './search-filter.ts'

test('an address that says nothing sensible filters nothing', () => {
  const filter = searchFilterFrom({ q: 48213, status: 'lost', since: 'вчера', file: 'yes', x: 1 })
  assert.deepEqual(filter, { q: '48213' })
  assert.equal(hasFilters(filter), false)
})

test('«Мои» are mine, whoever else was chosen, and the last day counts whole', () => {
  const query = queryOf({ q: 'чек', operator: 'igor', mine: true, until: '2026-03-01' }, 'anna')
  assert.equal(query.operatorId, 'anna')
  const until = new Date(query.until ?? '')
  assert.equal(until.getDate(), 2)
  assert.equal(until.getHours(), 0)
})
