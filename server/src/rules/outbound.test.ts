import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { type Plot, Story } from '../testing/story.ts'

const template = {
  template: {
    externalId: 'remote-1',
    name: 'order_ready',
    language: 'ru',
    content: { body: 'Заказ готов', buttons: [], samples: {} },
    values: {},
  },
  buttons: { placement: 'inline' as const, rows: [[{ label: 'Заберу', value: 'Заберу' }]] },
}

function robotSends(story: Story, name = 'Верба'): Story {
  const author = { type: 'bot' as const, id: 'verba', name }
  const message = { id: `template by ${name}`, kind: 'message' as const, author, at: story.now }
  return story.tell({
    type: 'bot-sent-template',
    bot: { id: 'verba', name },
    message: { ...message, text: 'Заказ готов', content: template },
  })
}

describe('[WA-13] a template that a bot sends by itself', () => {
  test('is a closed conversation whose employee is the bot by its name of now (D-18)', () => {
    const story = robotSends(new Story())
    const { conversation, holding } = story
    assert.equal(conversation?.kind, 'outbound')
    assert.ok(holding?.status === 'closed' && holding.reason === 'outbound-template')
    assert.deepEqual(holding.bot, { id: 'verba', name: 'Верба' })
    assert.deepEqual(story.said, ['began', 'Заказ готов', 'closed'])
    assert.deepEqual([conversation?.owes, conversation?.unread], ['nobody', 0])
    assert.equal(story.wakeIn, undefined)
  })

  test('thanks nobody for writing, and answers nobody automatically', () => {
    const rules = {
      closingText: 'До свидания',
      autoReplies: [{ id: 'r', text: 'Скоро ответим', delayMs: 5000 }],
    }
    const story = robotSends(new Story({ rules })).after(3_600_000)
    assert.deepEqual(story.said, ['began', 'Заказ готов', 'closed'])
  })

  test('goes on being delivered', () => {
    const story = robotSends(new Story())
    const { effects = [] } = story.last ?? {}
    const sent = effects.find((effect) => effect.type === 'send')?.message
    assert.ok(sent)
    story.plot = { context: { messages: new Map([[sent.id, sent]]) } }
    const part = { kind: 'message' as const, messageId: sent.id }
    story.tell({ type: 'part-settled', part: { ...part, outcome: { result: 'sent' } } })
    assert.equal(story.conversation?.lastMessage?.status, 'sent')
    assert.equal(story.holding?.status, 'closed')
  })

  test('is followed by another conversation once the customer answers', () => {
    const story = robotSends(new Story())
    const first = story.conversation
    story.plot = {
      context: { newConversationId: 'another', previous: { id: first?.id ?? '', number: 1 } },
    }
    story.customerWrites('спасибо')
    assert.equal(story.conversation?.id, 'another')
    assert.equal(story.conversation?.previousId, first?.id)
    assert.ok(story.conversation?.holding.status !== 'closed')
  })

  test('is refused beside an open conversation, and to whoever cannot be reached', () => {
    const open = robotSends(new Story().customerWrites())
    assert.equal(open.last?.refusal?.code, 'already-open')
    assert.deepEqual(open.last?.refusal?.facts, { conversationId: open.conversation?.id })
    const refused = (context: Plot['context']) =>
      robotSends(new Story({ context: context ?? {} })).last?.refusal?.code
    const away = { isConnected: false, canEdit: false, canDelete: false }
    assert.equal(refused({ channel: away }), 'channel-disconnected')
    assert.equal(refused({ contact: { name: 'Олег', isBlocking: true } }), 'contact-blocked')
  })
})
