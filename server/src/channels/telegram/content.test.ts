import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { InboundContent } from '../contract.ts'
import { openFixtures } from '../suite/fixtures.ts'
import { translate } from './translate.ts'

const fixtures = openFixtures(import.meta.url)

function contentOf(name: string): InboundContent {
  const [event] = translate(fixtures.read(name))
  assert(event?.type === 'message')
  return event.content
}

const contents: Record<string, InboundContent> = {
  'photo-of-album': {
    text: 'вот чек',
    format: [{ type: 'bold', offset: 4, length: 3 }],
    albumId: '13800000000000001',
    files: [
      {
        reference: 'AgACAgIAAxkBAAMsZ_y',
        kind: 'image',
        mime: 'image/jpeg',
        bytes: 183421,
        width: 1280,
        height: 960,
      },
    ],
  },
  document: {
    text: '',
    files: [
      {
        reference: 'BQACAgIAAxkBAAMt',
        kind: 'document',
        name: 'dogovor.pdf',
        mime: 'application/pdf',
        bytes: 284311,
      },
    ],
  },
  'own-contact': {
    text: '',
    files: [],
    sharedContact: { name: 'Ирина', phone: '+79161234567', isOwn: true },
    replyTo: { id: '5012345678:40' as never, text: 'Поделитесь номером', isOurs: true },
  },
  'contact-of-another': {
    text: '',
    files: [],
    sharedContact: { name: 'Пётр Иванов', phone: '89031112233', isOwn: false },
  },
  venue: {
    text: '',
    files: [],
    location: {
      latitude: 55.760186,
      longitude: 37.618711,
      title: 'Большой театр',
      address: 'Театральная площадь, 1',
    },
  },
  location: { text: '', files: [], location: { latitude: 55.751999, longitude: 37.617734 } },
  'live-location': {
    text: '',
    files: [],
    location: { latitude: 55.751999, longitude: 37.617734, isLive: true },
  },
  'reply-with-quote': {
    text: 'вот это',
    files: [],
    replyTo: { id: '5012345678:41' as never, text: 'Заказ №1042', isOurs: false },
  },
  'text-with-entities': {
    text: '😀 важно: https://shop.example и тут',
    files: [],
    format: [
      { type: 'bold', offset: 3, length: 5 },
      { type: 'link', offset: 10, length: 20, url: 'https://shop.example' },
      { type: 'link', offset: 33, length: 3, url: 'https://shop.example/cart' },
    ],
  },
  'start-with-words': { text: '/start почему не работает?', files: [] },
}

describe('reads what a message holds', () => {
  for (const [name, content] of Object.entries(contents)) {
    test(name, () => assert.deepEqual(contentOf(name), content))
  }
})

describe('recognizes the kind of a file', () => {
  const kinds = {
    voice: ['voice', 'audio/ogg'],
    audio: ['audio', 'audio/mpeg'],
    video: ['video', 'video/mp4'],
    'video-note': ['round-video', undefined],
    animation: ['animation', 'video/mp4'],
    sticker: ['sticker', 'image/webp'],
  }
  for (const [name, [kind, mime]] of Object.entries(kinds)) {
    test(name, () => {
      const { files } = contentOf(name)
      assert.deepEqual([files.length, files[0]?.kind, files[0]?.mime], [1, kind, mime])
    })
  }
})

test('shows a moving sticker by its still picture and its emoji', () => {
  const { text, files } = contentOf('animated-sticker')
  assert.deepEqual([text, files[0]?.reference], ['🎉', 'AAMCAgADGQEAAy9'])
})

describe('names whom a message was forwarded from', () => {
  const origins = {
    'forwarded-from-user': 'Олег Петров',
    'forwarded-from-hidden-user': 'Мария',
    'forwarded-from-channel': 'Новости магазина',
  }
  for (const [name, origin] of Object.entries(origins)) {
    test(name, () => assert.equal(contentOf(name).forwardedFrom, origin))
  }
})

describe('[H-07] names a kind it cannot show and says what can be said', () => {
  const unsupported = {
    dice: ['dice', '🎲 4'],
    poll: ['poll', 'Во сколько удобно?'],
    game: ['game', '2048'],
    story: ['story', ''],
    'paid-media': ['paid_media', 'платное'],
    'pinned-message': ['pinned_message', ''],
    'kind-from-the-future': ['hologram', ''],
  }
  for (const [name, [kind, text]] of Object.entries(unsupported)) {
    test(name, () => {
      const content = contentOf(name)
      assert.deepEqual([content.unsupported, content.text], [kind, text])
    })
  }
})
