import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { InboundEvent } from '../../contract.ts'
import { openFixtures } from '../../suite/fixtures.ts'
import { translate } from './translate.ts'

const fixtures = openFixtures(import.meta.url)
const key = 'key:01a20464-8cf1-75b1-9c98-000000000001'

function translated(name: string): InboundEvent {
  const [event, ...more] = translate(fixtures.read(name), 'verba_mebel_WA')
  assert.equal(more.length, 0)
  return event!
}
const contentOf = (name: string) => {
  const event = translated(name)
  assert(event.type === 'message', name)
  return event.content
}

test('[WA-01] says who wrote what', () => {
  assert.deepEqual(translated('text'), {
    type: 'message',
    id: 'in:101',
    thread: { id: '79160000001' },
    from: { address: '79160000001', name: 'Ирина', phone: '+79160000001' },
    at: new Date('2026-11-22T10:00:00Z'),
    content: { text: 'Здравствуйте', files: [] },
  })
  const hidden = translated('text-without-phone')
  assert('from' in hidden)
  assert.deepEqual(hidden.from, { address: 'RU.13491208655302741918', name: 'Ирина' })
  const nameless = translated('hidden-name')
  assert.equal('from' in nameless && nameless.from.name, '')
})

test('[WA-03] a subject is known by its name or its number, and others are passed over', () => {
  const [byNumber] = translate(fixtures.read('text'), '345')
  assert.equal(byNumber?.type, 'message')
  assert.deepEqual(translated('of-another-subject'), { type: 'ignored', what: 'subject other_WA' })
})

test('brings files, speech apart from music, and places', () => {
  const kinds = ['image', 'document', 'voice'].map((name) => contentOf(name).files[0]?.kind)
  assert.deepEqual(kinds, ['image', 'document', 'voice'])
  assert.equal(contentOf('image').text, 'Вот чек')
  assert.equal(contentOf('location').location?.address, 'Москва')
})

test('a text with an empty payload is a text', () => {
  const text = fixtures.read('text').toString('utf8')
  const [event] = translate(Buffer.from(text.replace('"text":', '"payload": "", "text":')), '345')
  assert.equal(event?.type, 'message')
})

test('[COM-20] whatever has a payload was pressed', () => {
  assert.partialDeepStrictEqual(translated('press'), {
    type: 'press',
    value: 'yes',
    label: 'Да',
    messageId: key,
  })
  assert.partialDeepStrictEqual(translated('list-row'), { value: '01', label: 'Доставка' })
})

test('knows ours by the key it was given, whatever else is told', () => {
  assert.partialDeepStrictEqual(translated('delivered'), { status: 'delivered', id: key })
  const read = translated('read')
  assert(read.type === 'receipt')
  assert.deepEqual([read.status, read.at], ['read', new Date('2026-11-22T10:00:05.355Z')])
  assert.equal(translated('sent').type, 'ignored')
  assert.equal(translated('failed-of-nothing').type, 'ignored')
})

test('[D-10] says why a message came to nothing', () => {
  const reasons = {
    'failed-without-request': 'misconfigured',
    duplicate: 'cancelled',
    'no-template': 'window-closed',
    'not-on-whatsapp': 'recipient-gone',
    blocked: 'recipient-blocked',
    expired: 'expired',
  }
  for (const [name, reason] of Object.entries(reasons)) {
    assert.partialDeepStrictEqual(translated(name), { type: 'failure', id: key, reason }, name)
  }
})

test('reads a list entry by entry', () => {
  const types = translate(fixtures.read('batch'), '345').map(({ type }) => type)
  assert.deepEqual(types, ['message', 'ignored', 'receipt', 'unreadable'])
})

test('[WA-07] says how a template stands now, in whatever shape', () => {
  const told = { type: 'template', externalId: '987', at: new Date(0) }
  assert.deepEqual(translated('template'), { ...told, state: 'approved' })
  assert.deepEqual(translated('template-recategorized'), { ...told, category: 'marketing' })
  assert.partialDeepStrictEqual(translated('template-in-a-list'), { ...told, state: 'rejected' })
})
