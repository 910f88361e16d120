import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { InboundEvent } from '../../contract.ts'
import { openFixtures } from '../../suite/fixtures.ts'
import { translate } from './translate.ts'

const fixtures = openFixtures(import.meta.url)
const ours = { phoneNumberId: '106540352242922', accountId: '102290129340398' }
const events = (name: string) => translate(fixtures.read(name), ours)

function translated(name: string): InboundEvent {
  const [event, ...more] = events(name)
  assert.equal(more.length, 0)
  return event!
}
const contentOf = (name: string) => {
  const event = translated(name)
  assert(event.type === 'message', name)
  return event.content
}

const scoped = 'RU.13491208655302741918'
const at = new Date(1_795_341_600_000)

describe('who writes', () => {
  test('[WA-01] is known by the id of the business first, and their phone is told', () => {
    assert.deepEqual(translated('text'), {
      type: 'message',
      id: 'wamid.HBgLNzkxNjAwMDAwMDEVAgASGBQz/+AA==',
      thread: { id: scoped },
      from: { address: scoped, name: 'Ирина Соколова', phone: '+79160000001' },
      formerly: [{ address: '79160000001', thread: '79160000001' }],
      at,
      content: { text: 'Здравствуйте 😀', files: [] },
    })
  })
  test('[WA-24] tells which advertisement they pressed', () => {
    const event = translated('from-advertisement')
    assert(event.type === 'message')
    assert.deepEqual(event.ad, { title: 'Столы из ясеня', url: 'https://fb.me/3cr4Wqqkv' })
    assert.equal('ad' in translated('text'), false)
  })
  test('stays who they are under another phone, and another id', () => {
    const was = (id: string) => ({ address: id, thread: id })
    assert.deepEqual(translated('number-changed'), {
      type: 'renamed',
      thread: { id: '79160000009' },
      from: { address: '79160000009', name: '', phone: '+79160000009' },
      formerly: [was('79160000001'), was(scoped)],
      at,
    })
    const id = 'RU.24817305912873645029'
    assert.deepEqual(translated('user-id-update'), {
      type: 'renamed',
      thread: { id },
      from: { address: id, name: '', phone: '+79160000009' },
      formerly: [was(scoped)],
      at,
    })
  })
  test('may have no phone, or no id but the phone', () => {
    const hidden = translated('text-without-phone')
    assert('from' in hidden)
    assert.deepEqual(hidden.from, {
      address: scoped,
      name: 'Ирина Соколова',
      username: 'irina_s',
    })
    const older = translated('text-of-older-times')
    assert('from' in older)
    assert.deepEqual([older.from.address, older.thread.id], ['79160000001', '79160000001'])
  })
  test('is somebody: a message of nobody is set aside', () => {
    assert.equal(translated('text-of-nobody').type, 'unreadable')
  })
})

describe('what comes', () => {
  test('has files with the id to ask for them by, and their kind', () => {
    const files = Object.fromEntries(
      ['image', 'voice', 'audio', 'video', 'document', 'sticker'].map((name) => [
        name,
        contentOf(name).files.map(({ kind, mime, name: called }) => [kind, mime, called])[0],
      ]),
    )
    assert.deepEqual(files, {
      image: ['image', 'image/jpeg', undefined],
      voice: ['voice', 'audio/ogg', undefined],
      audio: ['audio', 'audio/mpeg', undefined],
      video: ['video', 'video/mp4', undefined],
      document: ['document', 'application/pdf', 'Договор №5.pdf'],
      sticker: ['sticker', 'image/webp', undefined],
    })
    assert.equal(contentOf('image').text, 'Вот чек')
    assert.equal(contentOf('image').files[0]?.reference, '1003383421387256')
  })
  test('may be a place, cards, an order', () => {
    assert.deepEqual(contentOf('location').location, {
      ...{ latitude: 55.75, longitude: 37.61 },
      ...{ title: 'Шоурум', address: 'Москва, Тверская, 1' },
    })
    const { sharedContact, text } = contentOf('contacts')
    assert.deepEqual(sharedContact, { name: 'Олег Орлов', phone: '+7 916 000-00-02', isOwn: false })
    assert.equal(text, 'Вера +79160000003')
    assert.equal(contentOf('order').text, 'Беру\noslo-3 × 2')
  })
  test('answers a message, or is forwarded and answers none', () => {
    assert.deepEqual(contentOf('reply').replyTo, { id: 'wamid.OURS', isOurs: true })
    const { replyTo, forwardedFrom } = contentOf('forwarded')
    assert.deepEqual([replyTo, Boolean(forwardedFrom)], [undefined, true])
  })
  test('[COM-20] is a press, under which message it is told', () => {
    const pressed = (name: string) => {
      const event = translated(name)
      assert(event.type === 'press', name)
      return [event.value, event.label, event.messageId]
    }
    assert.deepEqual(pressed('press'), ['op:1', 'Оператор', 'wamid.OURS'])
    assert.deepEqual(pressed('list-row'), ['r1', 'Доставка', 'wamid.OURS'])
    assert.deepEqual(pressed('template-button'), ['CONFIRM', 'Подтвердить', undefined])
  })
  test('[H-07] says of what it cannot show what it was', () => {
    const kinds = ['unsupported-poll', 'media-not-taken', 'flow', 'interactive-without-body']
    assert.deepEqual(
      kinds.map((name) => contentOf(name).unsupported),
      ['poll', 'media', 'flow', 'interactive'],
    )
  })
  test('may be changed or withdrawn, where that is told', () => {
    assert.partialDeepStrictEqual(translated('edit'), {
      type: 'edit',
      id: 'wamid.OLD',
      content: { text: 'исправлено' },
    })
    assert.partialDeepStrictEqual(translated('revoke'), { type: 'deletion', ids: ['wamid.OLD'] })
  })
  test('may have been written in our name with a phone in hand', () => {
    assert.partialDeepStrictEqual(translated('echo'), {
      type: 'echo',
      thread: { id: '79160000001' },
      content: { text: 'Перезвоним' },
    })
  })
})

describe('how ours fared', () => {
  test('goes from sent to read, each with the key that was sent along', () => {
    const told = ['delivered', 'read', 'played'].map((name) => {
      const event = translated(name)
      return event.type === 'receipt' && event.status
    })
    assert.deepEqual(told, ['delivered', 'read', 'read'])
    const key = 'key'
    assert.partialDeepStrictEqual(translated('sent'), { id: 'wamid.OURS', status: 'sent', key })
  })
  test('[D-10] means the same later as at once', () => {
    assert.partialDeepStrictEqual(translated('failed-window-closed'), {
      type: 'failure',
      id: 'wamid.OURS',
      reason: 'window-closed',
      code: '131047',
    })
    assert.partialDeepStrictEqual(translated('failed-without-reason'), { reason: 'rejected' })
  })
})

test('passes over what asks for nothing', () => {
  const ignored = {
    reaction: 'reaction',
    'reaction-taken-back': 'reaction',
    throughput: 'problem 130429 Rate limit hit',
    quality: 'phone_number_quality_update',
  }
  for (const [name, what] of Object.entries(ignored)) {
    assert.deepEqual(translated(name), { type: 'ignored', what })
  }
})

test('reads a batch entry by entry, and leaves other numbers theirs', () => {
  assert.deepEqual(
    events('batch').map((event) => [event.type, 'id' in event ? event.id : '']),
    [
      ['message', 'wamid.1'],
      ['message', 'wamid.2'],
      ['unreadable', ''],
      ['receipt', 'wamid.OURS'],
      ['ignored', ''],
    ],
  )
})

test('[WA-07] says how a template stands now, and why', () => {
  const externalId = '1689556908129835'
  const at = new Date(1_751_247_548_000)
  assert.deepEqual(translated('template-approved'), {
    type: 'template',
    externalId,
    at,
    state: 'approved',
    category: 'utility',
  })
  assert.deepEqual(translated('template-rejected'), {
    type: 'template',
    externalId,
    at,
    state: 'rejected',
    category: 'marketing',
    reason: 'Variables next to each other. Separate them with text',
  })
  assert.deepEqual(translated('template-recategorized'), {
    type: 'template',
    externalId,
    at,
    category: 'marketing',
  })
})
