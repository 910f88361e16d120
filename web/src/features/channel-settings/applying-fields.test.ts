import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChannelField } from '@otklik/protocol'

import { applyingFields } from './applying-fields.ts'

const plain = { label: '', isSecret: false, isRequired: false, isAdvanced: false }
const fields: ChannelField[] = [
  {
    ...plain,
    name: 'provider',
    choices: [
      { value: 'direct', label: 'Напрямую' },
      { value: 'partner', label: 'Через партнёра' },
    ],
  },
  { ...plain, name: 'subject', onlyIf: { field: 'provider', value: 'partner' } },
  { ...plain, name: 'account', onlyIf: { field: 'provider', value: 'direct' } },
  { ...plain, name: 'cascade', onlyIf: { field: 'subject', value: 'many' } },
]
const names = (typed: Record<string, string>, stored: Record<string, string> = {}) =>
  applyingFields(fields, { typed, stored }).map(({ name }) => name)

test('the first choice holds until another is made', () => {
  assert.deepEqual(names({}), ['provider', 'account'])
  assert.deepEqual(names({ provider: 'partner' }), ['provider', 'subject'])
})

test('what is typed counts more than what is stored', () => {
  assert.deepEqual(names({}, { provider: 'partner' }), ['provider', 'subject'])
  assert.deepEqual(names({ provider: 'direct' }, { provider: 'partner' }), ['provider', 'account'])
})

test('a field may hang on one that hangs on another', () => {
  const typed = { provider: 'partner', subject: 'many' }
  assert.deepEqual(names(typed), ['provider', 'subject', 'cascade'])
  assert.deepEqual(names({ ...typed, provider: 'direct' }), ['provider', 'account'])
})
