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

const mid = 'mid.000000000966009601a0c451f31b1d43'
const anna = { address: '98765432', name: 'Анна Петрова', language: 'ru' }

test('says who wrote what, where and when', () => {
  assert.deepEqual(translated('text'), {
    type: 'message',
    id: mid,
    thread: { id: '98765432' },
    from: anna,
    at: new Date(1_790_000_100_123),
    content: { text: 'Здравствуйте', files: [] },
  })
})

test('names the place alike when the number of the dialog is left out', () => {
  const event = translated('without-chat-id')
  assert.deepEqual('thread' in event && event.thread, { id: '98765432' })
})

test('calls somebody without a name by their number', () => {
  const event = translated('nameless-sender')
  assert.equal('from' in event && event.from.name, '98765433')
})

test('keeps the marks of a text that fit it and lead nowhere dangerous', () => {
  assert.deepEqual(contentOf('text-with-markup').format, [
    { type: 'link', offset: 9, length: 4, url: 'https://verba.example/' },
    { type: 'bold', offset: 16, length: 4 },
  ])
})

describe('brings files', () => {
  /** With the place where the address is to be had anew. */
  const at = (url: string) => `${mid} 0 ${url}`
  const files = {
    image: { reference: at('https://i.oneme.ru/i?r=XyZ'), kind: 'image' },
    video: { reference: 'video:v-tok', kind: 'video', width: 720, height: 1280, durationS: 14 },
    voice: { reference: at('https://m.example/a'), kind: 'voice' },
    file: {
      reference: at('https://fd.example/getfile?sig=1'),
      kind: 'document',
      name: 'договор.pdf',
      bytes: 48_213,
    },
    sticker: { reference: at('https://i.oneme.ru/s/1'), kind: 'sticker', width: 512, height: 512 },
  }
  for (const [name, file] of Object.entries(files)) {
    test(name, () => assert.deepEqual(contentOf(name).files, [file]))
  }
})

test('reads a phone that is the sender’s own, and one that is not', () => {
  assert.deepEqual(contentOf('own-contact').sharedContact, {
    name: 'Анна Петрова',
    phone: '+79990000000',
    isOwn: true,
  })
  assert.deepEqual(contentOf('contact-of-another').sharedContact, {
    name: 'Иван',
    phone: '+79991112233',
    isOwn: false,
  })
})

test('shows a place, and a link without its preview', () => {
  assert.deepEqual(contentOf('location').location, { latitude: 55.7558, longitude: 37.6173 })
  assert.deepEqual(contentOf('share'), { text: 'https://example.ru/p/1', files: [] })
})

test('shows what is answered and what was forwarded', () => {
  assert.deepEqual(contentOf('reply').replyTo, {
    id: 'mid.000000000966009601a0c45207f004b4',
    text: 'Чем помочь?',
    isOurs: true,
  })
  const { text, forwardedFrom } = contentOf('forward')
  assert.deepEqual({ text, forwardedFrom }, { text: 'Пересланный текст', forwardedFrom: 'Иван' })
})

test('tells an edit, a removal and a start', () => {
  assert.partialDeepStrictEqual(translated('edited'), {
    type: 'edit',
    id: mid,
    at: new Date(1_790_000_160_000),
    content: { text: 'Здравствуйте! Уточнение' },
  })
  assert.partialDeepStrictEqual(translated('removed'), { type: 'deletion', ids: [mid] })
  for (const name of ['started-with-payload', 'start-typed']) {
    assert.partialDeepStrictEqual(translated(name), { type: 'started', payload: 'site_promo42' })
  }
  assert.equal('payload' in translated('started'), false)
})

test('tells two presses of one keyboard apart', () => {
  const press = {
    type: 'press',
    value: 'menu:sales',
    label: 'Отдел продаж',
    messageId: 'mid.000000000966009601a0c45207f004b4',
    from: anna,
    acknowledgeToken: 'f9LHodD0cOK1',
  }
  const first = translated('press')
  assert.partialDeepStrictEqual(first, press)
  const later = fixtures.read('press').toString().replaceAll('1790000201000', '1790000202000')
  const [second] = translate(Buffer.from(later))
  assert('id' in first && second && 'id' in second && first.id !== second.id)
})

test('lets a button be pressed whose message is gone', () => {
  const press = translated('press-on-removed-message')
  assert.equal(press.type, 'press')
  assert.equal('messageId' in press, false)
})

test('knows who cannot be written to any more', () => {
  for (const name of ['stopped', 'dialog-removed']) assert.equal(translated(name).type, 'blocked')
})

describe('[D-32] keeps out what is not between a person and us', () => {
  const ignored = {
    'group-message': 'message_created elsewhere',
    'message-from-bot': 'message_created elsewhere',
    'added-to-group': 'bot_added',
    'dialog-muted': 'dialog_muted',
  }
  for (const [name, what] of Object.entries(ignored)) {
    test(name, () => assert.deepEqual(translated(name), { type: 'ignored', what }))
  }
})
