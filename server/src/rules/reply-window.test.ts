import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { aContext } from '../testing/rules.ts'
import { type Plot, Story } from '../testing/story.ts'
import { toTemplateMessage } from './template-message.ts'

const HOUR_MS = 3_600_000
const { channel } = aContext(0)
const limited: Plot = { context: { channel: { ...channel, replyWindowMs: 24 * HOUR_MS } } }

describe('[D-10] a reply window', () => {
  test('is open for its hours after the word of the customer, to the millisecond', () => {
    const story = new Story(limited).customerWrites().taken()
    assert.equal(story.conversation?.replyUntil, story.now + 24 * HOUR_MS)
    story.after(24 * HOUR_MS - 1).replies()
    assert.equal(story.last?.refusal, undefined)
    assert.equal(story.after(1).replies().last?.refusal?.code, 'window-closed')
  })

  test('is opened anew by each word, and by nothing of ours', () => {
    const story = new Story(limited)
      .customerWrites()
      .taken()
      .after(20 * HOUR_MS)
      .replies()
    assert.equal(story.after(4 * HOUR_MS).replies().last?.refusal?.code, 'window-closed')
    assert.equal(story.customerWrites().replies().last?.refusal, undefined)
  })

  test('is opened by a press and a start as well', () => {
    for (const told of [
      { type: 'contact-started' },
      { type: 'contact-pressed', value: 'x' },
    ] as const) {
      const story = new Story(limited).tell(told)
      assert.equal(story.conversation?.replyUntil, story.now + 24 * HOUR_MS)
    }
  })

  test('is counted from when it was said, however long it was on its way', () => {
    const at = (agoMs: number) => ({
      ...({ type: 'contact-pressed', value: 'x' } as const),
      at: new Story(limited).now - agoMs,
    })
    const late = new Story(limited).tell(at(20 * HOUR_MS))
    assert.equal(late.conversation?.replyUntil, late.now + 4 * HOUR_MS)
    assert.equal(
      late
        .taken()
        .after(4 * HOUR_MS)
        .replies().last?.refusal?.code,
      'window-closed',
    )
    const both = new Story(limited).customerWrites()
    const { replyUntil } = both.conversation!
    assert.equal(both.tell(at(30 * HOUR_MS)).conversation?.replyUntil, replyUntil)
    const ahead = new Story(limited).tell(at(-HOUR_MS))
    assert.equal(ahead.conversation?.replyUntil, ahead.now + 24 * HOUR_MS)
  })

  test('says of an automatic text that it was not sent', () => {
    const rules = { closingText: 'До свидания!', inactivityMs: 48 * HOUR_MS }
    const { said } = new Story({ ...limited, rules }).customerWrites().after(48 * HOUR_MS)
    assert.deepEqual(said.slice(-2), ['closed', 'window-closed'])
  })

  test('is passed by the template that stands in place of the closing text', () => {
    const content = { body: 'Обращение закрыто', buttons: [], samples: {} }
    const approved = { externalId: 'one', name: 'closed', language: 'ru', content }
    const closingTemplate = toTemplateMessage(approved, {})
    const rules = { closingText: 'До свидания!', closingTemplate, inactivityMs: 48 * HOUR_MS }
    const late = new Story({ ...limited, rules }).customerWrites().after(48 * HOUR_MS)
    assert.deepEqual(late.said.slice(-2), ['closed', 'Обращение закрыто'])
    const effect = late.last?.effects.find(({ type }) => type === 'send')
    assert(effect?.type === 'send' && effect.message.content.template?.name === 'closed')
    const inTime = { ...rules, inactivityMs: 2 * HOUR_MS }
    const { said } = new Story({ ...limited, rules: inTime }).customerWrites().after(2 * HOUR_MS)
    assert.deepEqual(said.slice(-2), ['closed', 'До свидания!'])
  })

  test('refuses a reply before it takes the conversation out of the queue', () => {
    const story = new Story(limited)
      .customerWrites()
      .after(25 * HOUR_MS)
      .replies()
    assert.equal(story.last?.refusal?.code, 'window-closed')
    assert.equal(story.holding?.status, 'queued')
  })

  test('leaves notes alone, and platforms that have none', () => {
    const story = new Story().customerWrites().taken()
    assert.equal(story.conversation?.replyUntil, undefined)
    assert.equal(story.after(1000 * HOUR_MS).replies().last?.refusal, undefined)
  })
})

describe('[D-10] a template', () => {
  const content = { body: 'Заказ готов', buttons: [], samples: {} }
  const facts = { externalId: 'one', name: 'order_ready', language: 'ru' }
  const template = { template: { ...facts, content, values: {} } }

  test('is taken when the window is closed, and does not open it', () => {
    const story = new Story(limited)
      .customerWrites()
      .taken()
      .after(25 * HOUR_MS)
      .replies('anna', template)
    assert.equal(story.last?.refusal, undefined)
    assert.equal(story.said.at(-1), 'ответ')
    assert.equal(story.replies().last?.refusal?.code, 'window-closed')
  })

  test('begins a conversation where free text would be refused', () => {
    assert.equal(new Story(limited).begins().last?.refusal?.code, 'window-closed')
    const story = new Story(limited).begins('anna', template)
    assert.equal(story.holding?.status, 'assigned')
    assert.deepEqual(story.said, ['began', 'первое слово'])
  })

  test('is refused by what no approval helps against', () => {
    const apart: Plot = { context: { channel: { ...channel, isConnected: false } } }
    assert.equal(
      new Story(apart).begins('anna', template).last?.refusal?.code,
      'channel-disconnected',
    )
  })
})

describe('[D-17] a comment', () => {
  const page = { title: 'Кружка', url: 'https://example.org/market?item=1' }

  test('opens a conversation of its kind, with the page it stands on', () => {
    const message = {
      id: '01a20464-8cf1-75b1-9c98-000000000900',
      kind: 'message' as const,
      author: { type: 'contact' as const, name: 'Олег' },
      text: 'Есть синяя?',
      content: {},
      at: 0,
    }
    const { conversation } = new Story().tell({ type: 'contact-wrote', message, page })
    assert.equal(conversation?.kind, 'comment')
    assert.deepEqual(conversation?.page, page)
  })
})
