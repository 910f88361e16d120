import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { ChannelField } from '@otklik/protocol'

import { changesOf, hasChanges, isSame, type Stored, untouched } from './draft.ts'

const field = (name: string, traits: Partial<ChannelField> = {}): ChannelField => ({
  name,
  label: name,
  isSecret: false,
  isRequired: false,
  isAdvanced: false,
  ...traits,
})
const fields = [
  field('token', { isSecret: true, isRequired: true }),
  field('apiUrl'),
  field('proxyUrl', { isSecret: true }),
]
const stored: Stored = {
  settings: { token: '7214…wQ3k', proxyUrl: 'http…3128' },
  signature: 'none',
}

test('sends nothing when nothing was touched', () => {
  assert.deepEqual(changesOf(fields, stored, untouched), {})
  assert.equal(hasChanges({}), false)
})

test('sends only the fields that differ from the stored ones', () => {
  const draft = { settings: { apiUrl: ' https://tg.example.com ' }, signature: 'none' as const }
  assert.deepEqual(changesOf(fields, stored, draft), {
    settings: { apiUrl: 'https://tg.example.com' },
  })
})

test('keeps a required secret while its replacement is empty', () => {
  assert.deepEqual(changesOf(fields, stored, { settings: { token: '' } }), {})
})

test('removes an optional secret that was emptied', () => {
  assert.deepEqual(changesOf(fields, stored, { settings: { proxyUrl: '' } }), {
    settings: { proxyUrl: '' },
  })
})

test('takes a choice that went there and back for no change', () => {
  assert.deepEqual(changesOf(fields, stored, { settings: {}, signature: 'none' }), {})
})

test('sees a change of somebody else in values, not in absent fields', () => {
  assert.equal(
    isSame(fields, stored, { ...stored, settings: { ...stored.settings, apiUrl: '' } }),
    true,
  )
  assert.equal(isSame(fields, stored, { ...stored, signature: 'company' }), false)
})
