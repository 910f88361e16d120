import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { ChannelField } from '@otklik/protocol'

import { connectionChanges, connectionOf, isConnectionChanged } from './connection-draft.ts'

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
const stored = connectionOf(fields, {
  settings: { token: '7214…wQ3k', proxyUrl: 'http…3128' },
  signature: 'none',
})
const isChanged = (path: string, typed: string) =>
  isConnectionChanged(fields, path, { stored, typed })

test('sends only what was touched, without the blanks around it', () => {
  assert.deepEqual(connectionChanges(fields, {}), {})
  assert.deepEqual(connectionChanges(fields, { 'settings.apiUrl': ' https://tg.example.com ' }), {
    settings: { apiUrl: 'https://tg.example.com' },
  })
  assert.deepEqual(connectionChanges(fields, { signature: 'company' }), { signature: 'company' })
})

test('keeps a required secret while its replacement is empty', () => {
  assert.equal(isChanged('settings.token', ''), false)
  assert.equal(isChanged('settings.token', '7214:new'), true)
})

test('removes an optional secret that was emptied', () => {
  assert.equal(isChanged('settings.proxyUrl', ''), true)
})

test('takes a value that went there and back for no change', () => {
  assert.equal(isChanged('settings.apiUrl', ' '), false)
  assert.equal(isChanged('signature', 'none'), false)
})
