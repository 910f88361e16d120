import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import fc from 'fast-check'

import type { InboundEvent } from '../contract.ts'
import { openFixtures } from '../suite/fixtures.ts'
import { translate } from './translate.ts'

const fixtures = openFixtures(import.meta.url)

function translated(name: string): InboundEvent {
  const events = translate(fixtures.read(name))
  assert.equal(events.length, 1)
  return events[0]!
}

test('[TG-01] says who wrote what, where and when', () => {
  assert.deepEqual(translated('text'), {
    type: 'message',
    id: '5012345678:41',
    thread: { id: '5012345678' },
    from: { address: '5012345678', name: 'Ирина Соколова', username: 'irina_s', language: 'ru' },
    at: new Date('2026-11-22T10:00:00Z'),
    content: { text: 'Здравствуйте! Заказ №1042 не пришёл', files: [] },
  })
})

describe('[D-32] keeps out what is not between a person and us', () => {
  const ignored = {
    'group-message': 'message in a supergroup',
    'added-to-group': 'my_chat_member in a supergroup',
    'message-from-bot': 'message from a bot',
    'channel-post': 'channel_post',
    'business-message': 'business_message',
    reaction: 'message_reaction',
    'press-on-game': 'callback_query without data',
    'press-on-inline-message': 'callback_query',
  }
  for (const [name, what] of Object.entries(ignored)) {
    test(name, () => assert.deepEqual(translated(name), { type: 'ignored', what }))
  }
})

test('an edit brings the whole content and its own time', () => {
  const event = translated('edited-text')
  assert(event.type === 'edit')
  assert.equal(event.id, '5012345678:41')
  assert.deepEqual(event.at, new Date('2026-11-22T10:01:00Z'))
  assert.equal(event.content.text, 'Здравствуйте! Заказ №1043 не пришёл')
})

test('a live location moves by edits of one message', () => {
  const [first, moved] = [translated('live-location'), translated('moved-live-location')]
  assert(first.type === 'message' && moved.type === 'edit')
  assert.equal(moved.id, first.id)
  assert.equal(moved.content.location?.latitude, 55.7521)
})

test('[TG-11] a press tells the button, its label and the time it came', () => {
  const receivedAt = new Date('2026-11-22T10:05:00Z')
  const [press] = translate(fixtures.read('button-press'), receivedAt)
  assert(press?.type === 'press')
  assert.deepEqual(press, {
    type: 'press',
    id: '21527926000000001',
    messageId: '5012345678:40',
    thread: press.thread,
    from: press.from,
    at: receivedAt,
    value: 'csat:5',
    label: '👍',
    acknowledgeToken: '21527926000000001',
    acknowledgeWithinMs: 150_000,
  })
})

test('a button of a deleted message still counts', () => {
  const press = translated('press-on-deleted-message')
  assert(press.type === 'press')
  assert.deepEqual(
    [press.messageId, press.value, press.label],
    ['5012345678:40', 'csat:1', undefined],
  )
})

test('opening the chat is no message, and keeps what the link said', () => {
  const [plain, linked] = [translated('start'), translated('start-with-payload')]
  assert(plain.type === 'started' && linked.type === 'started')
  assert.deepEqual([plain.id, plain.payload], ['5012345678:43', undefined])
  assert.deepEqual([linked.id, linked.payload], ['5012345678:42', 'site-42_abc'])
})

test('[TG-12] notices who blocks us and who comes back', () => {
  assert.deepEqual(
    [translated('blocked').type, translated('unblocked').type],
    ['blocked', 'unblocked'],
  )
})

function messageWith(fields: object): Buffer {
  const { message, ...update } = JSON.parse(fixtures.read('text').toString())
  return Buffer.from(JSON.stringify({ ...update, message: { ...message, ...fields } }))
}

test('[H-08] never rounds an identifier', () => {
  const largest = { from: { id: 4503599627370495, is_bot: false, first_name: 'Я' } }
  const [exact] = translate(messageWith(largest))
  assert(exact?.type === 'message')
  assert.equal(exact.from.address, '4503599627370495')

  const beyond = fixtures.read('text').toString().replaceAll('5012345678', '9007199254740993')
  assert.equal(translate(Buffer.from(beyond))[0]?.type, 'unreadable')
})

test('somebody without a name is called by what remains', () => {
  const [event] = translate(messageWith({ from: { id: 5, is_bot: false, first_name: '' } }))
  assert(event?.type === 'message')
  assert.equal(event.from.name, '5')
})

test('makes no link of an address that runs code', () => {
  const entities = [{ type: 'text_link', offset: 0, length: 3, url: 'javascript:alert(1)' }]
  const [event] = translate(messageWith({ entities }))
  assert(event?.type === 'message')
  assert.equal(event.content.format, undefined)
})

test('content of an unknown shape is unsupported, not lost', () => {
  const [event] = translate(messageWith({ text: undefined, sticker: 'AAQ' }))
  assert(event?.type === 'message')
  assert.equal(event.content.unsupported, 'sticker')
})

test('what cannot be read is kept as it came', () => {
  for (const body of ['', '{', 'null', '[]', '{"ok":true}', '{"update_id":"1"}']) {
    const [event] = translate(Buffer.from(body))
    assert(event?.type === 'unreadable', body)
    assert.equal(event.body, body)
  }
})

test('never throws and never drops, whatever comes', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from)), (body) => {
      assert.equal(translate(Buffer.from(body)).length, 1)
    }),
  )
  const spoilt = fc.tuple(fc.constantFrom(...fixtures.names), fc.nat(), fc.jsonValue())
  fc.assert(
    fc.property(spoilt, ([name, place, value]) => {
      assert.equal(translate(spoil(fixtures.read(name), place, value)).length, 1)
    }),
    { numRuns: 1000 },
  )
})

/** Puts something else in one place of an otherwise good update. */
function spoil(body: Buffer, place: number, value: unknown): Buffer {
  const update = JSON.parse(body.toString())
  let count = 0
  JSON.stringify(update, (_, each) => {
    count += 1
    return each
  })
  let current = -1
  const spoilt = JSON.stringify(update, (_, each) => {
    current += 1
    return current === place % count ? value : each
  })
  return Buffer.from(spoilt)
}
