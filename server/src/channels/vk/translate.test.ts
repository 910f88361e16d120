import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { InboundEvent } from '../contract.ts'
import { openFixtures } from '../suite/fixtures.ts'
import { meaningForComments, meaningOf } from './refusals.ts'
import { translate } from './translate.ts'

const fixtures = openFixtures(import.meta.url)
const receivedAt = new Date('2026-11-22T10:00:00Z')

function read<Type extends InboundEvent['type']>(name: string, type: Type) {
  const [event] = translate(fixtures.read(name), { receivedAt })
  assert.equal(event?.type, type, JSON.stringify(event))
  return event as Extract<InboundEvent, { type: Type }>
}
const content = (name: string) => read(name, 'message').content

describe('what people write in private', () => {
  test('[VK-01] tells who, where, when and what, as it was typed', () => {
    assert.deepEqual(read('text', 'message'), {
      type: 'message',
      id: '210700286:3',
      thread: { id: '210700286' },
      from: { address: '210700286', name: 'Марина Орлова', username: 'marina_o' },
      at: new Date(1_795_341_600_000),
      content: { text: 'Есть "Осло" <серый>? Анна сказала, что да', files: [] },
    })
    assert.equal(read('nameless-sender', 'message').from.name, '')
  })

  test('takes the largest picture, the voice and the document as they are', () => {
    const file = (name: string) => content(name).files[0]
    assert.deepEqual(file('photo')?.width, 2160)
    assert.deepEqual([file('voice')?.kind, file('voice')?.durationS], ['voice', 7])
    assert.deepEqual([file('document')?.name, file('document')?.bytes], ['договор.pdf', 284_311])
    assert.deepEqual([file('sticker')?.kind, file('sticker')?.width], ['sticker', 512])
  })

  test('says in words what is no file', () => {
    const link = 'https://vk.com/product-225000001_5500123'
    assert.equal(content('product').text, `Диван «Осло» — 45 900 ₽\n${link}`)
    assert.match(content('shared-post').text, /wall-225000001_77$/)
    assert.match(content('video').text, /^Сборка\nhttps:/)
    assert.equal(content('link').text, 'смотрите\nhttps://verba.example/oslo')
    assert.equal(content('location').location?.title, 'Москва')
    assert.equal(content('poll').text, 'Какой цвет?')
  })

  test('keeps what is quoted, and forwards with all that is in them', () => {
    const quoted = { id: '210700286:2', text: 'Какой из них?', isOurs: true }
    assert.deepEqual(content('reply').replyTo, quoted)
    const forward = content('forward')
    assert.deepEqual([forward.text, forward.files.length], ['вот\nпервое\nвторое', 1])
    assert.equal(forward.forwardedFrom, 'Марина Орлова')
  })

  test('knows who followed a link, with a press of «Начать» and without', () => {
    assert.equal(read('start', 'started').payload, 'site-42')
    const [started, said] = translate(fixtures.read('text-with-ref'))
    assert.deepEqual([started?.type, said?.type], ['started', 'message'])
  })

  test('changes a message under its own name, later', () => {
    const { id, at } = read('edited', 'edit')
    assert.deepEqual([id, at], ['210700286:3', new Date(1_795_341_760_000)])
  })
})

describe('buttons', () => {
  test('[VK-11] a press is known by what we put into the button', () => {
    const { value, label, messageId } = read('press', 'press')
    assert.deepEqual([value, label, messageId], ['yes', 'Да', '210700286:4'])
    assert.equal(read('press-with-text-payload', 'press').value, 'no')
    assert.equal(read('press-of-another-program', 'press').value, '{"csat":5}')
    const typed = read('keyboard-press', 'press')
    assert.deepEqual([typed.value, typed.label], ['status', 'Статус заказа'])
  })

  test('a button of another program is said as a message', () => {
    assert.equal(content('foreign-payload').text, 'Меню')
  })
})

describe('what is said in our name', () => {
  test('our own messages come back and are not taken twice', () => {
    read('own-echo', 'ignored')
    read('own-edit', 'ignored')
  })

  test('an answer given in ВКонтакте itself is ours, to that customer', () => {
    const { id, from, content } = read('answered-in-vk', 'echo')
    assert.deepEqual([id, from.address], ['210700286:5', '210700286'])
    assert.equal(content.text, 'Это я из ВКонтакте')
  })

  test('an answer under a post belongs to whom it answers', () => {
    const { id, thread } = read('own-comment', 'echo')
    assert.deepEqual([id, thread.id], ['wall:-225000001_77:85', 'wall:-225000001_77:210700286'])
    read('own-comment-to-all', 'ignored')
    read('comment-of-another-community', 'ignored')
  })
})

describe('comments', () => {
  test('[VK-20] [VK-22] [VK-23] a comment under a good names the page of the good', () => {
    const { thread, id, content } = read('market-comment', 'message')
    assert.deepEqual([id, content.text], ['market:-225000001_5500123:12', 'Есть в синем?'])
    assert.deepEqual(thread, {
      id: 'market:-225000001_5500123:210700286',
      publicPage: {
        title: 'товар или услуга',
        url: 'https://vk.com/market-225000001?w=product-225000001_5500123',
      },
    })
  })

  test('[D-17] each kind of thing has a page and a thread of its own', () => {
    const urls = ['wall-comment', 'wall-comment-in-thread', 'photo-comment', 'video-comment']
      .concat('board-post')
      .map((name) => read(name, 'message').thread.publicPage?.url.replace('https://vk.com/', ''))
    assert.deepEqual(urls, [
      'wall-225000001_77?reply=81',
      'wall-225000001_77?reply=84&thread=81',
      'photo-225000001_457239020?reply=31',
      'video-225000001_456239050?reply=7',
      'topic-225000001_49001234?post=501',
    ])
  })

  test('edits, deletions and restorations name the comment', () => {
    const { id } = read('wall-comment', 'message')
    assert.equal(read('wall-comment-edited', 'edit').id, id)
    assert.deepEqual(read('wall-comment-deleted', 'deletion').ids, [id])
    const restored = read('wall-comment-restored', 'edit')
    assert.deepEqual([restored.id, restored.isRestored], [id, true])
    assert.deepEqual(read('market-comment-deleted', 'deletion').ids.length, 1)
  })
})

describe('what else happens', () => {
  test('[H-13] who denies and allows messages is known', () => {
    read('denied', 'blocked')
    assert.deepEqual(read('allowed', 'unblocked').at, receivedAt)
  })

  test('reads up to a message, or all until now', () => {
    assert.deepEqual((read('read', 'receipt') as { upTo?: unknown }).upTo, '210700286:5')
    const { upTo } = read('read-without-number', 'receipt') as { upTo?: unknown }
    assert.deepEqual(upTo, receivedAt)
  })

  test('[D-32] chats of many and what concerns nobody are passed over', () => {
    for (const name of ['group-chat', 'typing', 'reaction', 'order', 'confirmation']) {
      read(name, 'ignored')
    }
  })

  test('an event of another community is nobody’s', () => {
    const [event] = translate(fixtures.read('text'), { groupId: '1' })
    assert.equal(event?.type, 'ignored')
  })
})

test('a revoked key breaks the channel under a comment too, a thing that refuses does not', () => {
  assert.deepEqual(meaningForComments(5), meaningOf(5))
  assert.equal(meaningForComments(15).reason, 'rejected')
  assert.equal(meaningForComments(6).reason, 'throttled')
})
