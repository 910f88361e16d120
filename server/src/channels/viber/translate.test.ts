import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { InboundEvent } from '../contract.ts'
import { openFixtures } from '../suite/fixtures.ts'
import { translate } from './translate.ts'

const fixtures = openFixtures(import.meta.url)

function translated(name: string): InboundEvent {
  const events = translate(fixtures.read(name))
  assert.equal(events.length, 1)
  return events[0]!
}
const contentOf = (name: string) => {
  const event = translated(name)
  assert(event.type === 'message', name)
  return event.content
}

const irina = { address: '01234567890A=', name: 'Ирина Соколова', language: 'ru' }
const at = new Date(1_795_341_600_000)

test('[VB-01] says who wrote what, with the token to the last digit', () => {
  assert.deepEqual(translated('text'), {
    type: 'message',
    id: '4987381189870374913',
    thread: { id: '01234567890A=' },
    from: irina,
    at: new Date(1_795_341_600_807),
    content: { text: 'Здравствуйте', files: [] },
  })
})

describe('brings files', () => {
  const host = 'https://dl-media.viber.com'
  const files = {
    picture: { reference: `${host}/1/share/a.jpg`, kind: 'image', name: 'a.jpg', bytes: 24_582 },
    video: {
      reference: `${host}/v.mp4`,
      kind: 'video',
      name: 'v.mp4',
      bytes: 7454,
      durationS: 10,
    },
    file: { reference: `${host}/a.pdf`, kind: 'document', name: 'договор.pdf', bytes: 10_000 },
    sticker: {
      reference: 'https://viber.github.io/docs/img/stickers/40133.png',
      kind: 'sticker',
    },
  }
  for (const [name, file] of Object.entries(files)) {
    test(name, () => assert.deepEqual(contentOf(name).files, [file]))
  }
})

test('shows a card, a link and a place', () => {
  assert.deepEqual(contentOf('contact').sharedContact, {
    name: 'Алексей',
    phone: '+79161234567',
    isOwn: false,
  })
  assert.equal(contentOf('url').text, 'http://verba.example/stol')
  const place = { latitude: 55.75, longitude: 37.61 }
  assert.deepEqual(contentOf('location').location, { ...place, address: 'Москва' })
  assert.deepEqual(contentOf('location-without-address').location, place)
})

test('tells what was pressed from what was typed, and under which message', () => {
  assert.partialDeepStrictEqual(translated('press'), {
    type: 'press',
    value: 'topic-2',
    messageId: 'key:01a20464-8cf1-75b1-9c98-000000000001',
    from: irina,
  })
})

test('takes for typed what looks pressed and answers no message of ours', () => {
  const typed = JSON.parse(fixtures.read('press').toString('utf8'))
  for (const tracking_data of [undefined, '', 'welcome']) {
    const message = { ...typed.message, tracking_data }
    const [event] = translate(Buffer.from(JSON.stringify({ ...typed, message })))
    assert(event?.type === 'message')
    assert.equal(event.content.text, 'otklik:topic-2')
  }
})

test('leaves a name alone that is not told', () => {
  const event = translated('hidden-name')
  assert.equal('from' in event && event.from.name, '')
})

test('knows who has left and who is back', () => {
  const thread = { id: '01234567890A=' }
  assert.deepEqual(translated('unsubscribed'), {
    type: 'blocked',
    thread,
    from: { address: '01234567890A=', name: '' },
    at,
  })
  assert.partialDeepStrictEqual(translated('subscribed'), { type: 'unblocked', from: irina })
})

test('reads receipts: one delivery for each, one look for all before', () => {
  const token = '5741311803571721087'
  assert.partialDeepStrictEqual(translated('delivered'), {
    type: 'receipt',
    status: 'delivered',
    id: token,
  })
  assert.partialDeepStrictEqual(translated('seen'), {
    type: 'receipt',
    status: 'read',
    upTo: token,
    thread: '01234567890A=',
  })
  assert.partialDeepStrictEqual(translated('failed'), {
    type: 'failure',
    id: token,
    code: 'message validation failed',
  })
})

test('says where they come from who opened the chat by a link, and of no other', () => {
  assert.deepEqual(translated('conversation-started'), {
    type: 'started',
    id: '4912661846655238145',
    thread: { id: '01234567890A=' },
    from: irina,
    at,
    payload: 'site-main',
  })
  assert.deepEqual(translated('conversation-started-plain'), {
    type: 'ignored',
    what: 'conversation_started',
  })
})

test('passes over what means nothing here', () => {
  const ignored = {
    'client-status': 'client_status',
    'in-a-group': 'message of a group',
  }
  for (const [name, what] of Object.entries(ignored)) {
    assert.deepEqual(translated(name), { type: 'ignored', what })
  }
})
