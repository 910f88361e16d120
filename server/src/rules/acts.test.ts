import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { Story } from '../testing/story.ts'
import type { LabelRules } from './settings.ts'

const anna = { id: 'anna', name: 'anna' }
const igor = { id: 'igor', name: 'igor' }
const elsewhere = { id: 'c-2', number: 12, channel: 'Telegram' }

const labels = (rules: Partial<LabelRules>): LabelRules => ({
  nameOf: () => undefined,
  needsTopic: () => false,
  ...rules,
})
const story = (rules: Partial<LabelRules> = {}, isSpam = false) => {
  const begun = new Story({
    context: { contact: { name: 'Олег', isBlocking: false, isSpam } },
  })
  const { context } = begun
  begun.plot.context = {
    ...begun.plot.context,
    settings: { ...context.settings, labels: labels(rules) },
  }
  return begun
}
const talk = (rules?: Partial<LabelRules>) => story(rules).customerWrites().taken()
const waives = (of: Story, operator = anna) =>
  of.tell({ type: 'answer-waived', operator, mayActForOthers: false })
const labelled = (of: Story, what: object) => of.tell({ type: 'labelled', operator: anna, ...what })

describe('«Отвечать не нужно»', () => {
  test('owes nobody a word until the customer writes again', () => {
    const waived = waives(talk())
    assert.equal(waived.conversation?.owes, 'nobody')
    assert.equal(waived.conversation?.waitingSince, undefined)
    waived.after(60_000).customerWrites()
    assert.equal(waived.conversation?.owes, 'us')
    assert.equal(waived.conversation?.waitingSince, waived.now)
    assert.equal(waived.conversation?.waived, undefined)
  })

  test('undone, waits since when it waited', () => {
    const begun = talk()
    const since = begun.now
    waives(begun).after(5000)
    begun.tell({ type: 'answer-owed', operator: anna, mayActForOthers: false })
    const { owes, waitingSince, unread } = begun.conversation!
    assert.deepEqual({ owes, waitingSince, unread }, { owes: 'us', waitingSince: since, unread: 1 })
  })

  test('is said by who holds it, and of what is owed', () => {
    assert.equal(waives(talk(), igor).last?.refusal?.code, 'not-yours')
    assert.equal(waives(story().customerWrites()).last?.refusal?.code, 'not-assigned')
    assert.deepEqual(waives(talk().replies()).last?.effects, [])
  })

  test('keeps what was given without asking with who said it', () => {
    const given = story().customerWrites().assigned('anna', 30_000)
    waives(given).after(60_000)
    assert.equal(given.holding?.status, 'assigned')
  })

  test('stops the automatic replies', () => {
    const autoReplies = [{ id: 'one', text: 'Скоро ответим', delayMs: 60_000 }]
    const patient = new Story({ rules: { autoReplies } }).customerWrites().taken()
    waives(patient).after(120_000)
    assert.equal(patient.said.includes('Скоро ответим'), false)
  })
})

describe('«Тематика» and «теги»', () => {
  test('are kept by name, and told only where one takes the place of another', () => {
    const begun = labelled(talk(), { topic: 'Доставка', addTags: ['срочно', 'срочно'] })
    assert.equal(begun.conversation?.topic, 'Доставка')
    assert.deepEqual(begun.conversation?.tags, ['срочно'])
    assert.equal(begun.said.includes('topic-changed'), false)
    labelled(begun, { topic: 'Возврат', removeTags: ['срочно'] })
    assert.deepEqual(begun.conversation?.tags, [])
    assert.equal(begun.said.at(-1), 'topic-changed')
    labelled(begun, { topic: null })
    assert.equal(begun.conversation?.topic, undefined)
  })

  test('said twice, change nothing', () => {
    const begun = labelled(talk(), { topic: 'Доставка', addTags: ['срочно'] })
    const before = begun.conversation
    labelled(begun, { topic: 'Доставка', addTags: ['срочно'] })
    assert.equal(begun.conversation, before)
  })

  test('are mended in a conversation that is over', () => {
    const over = labelled(talk().closed().after(8000), { topic: 'Доставка' })
    assert.equal(over.conversation?.topic, 'Доставка')
    assert.equal(over.holding?.status, 'closed')
  })

  const closes: [string, Story, 'topic-required' | undefined][] = [
    ['without a topic where one is required', talk({ needsTopic: () => true }), 'topic-required'],
    ['without a topic where none is required', talk(), undefined],
    [
      'without a topic where other teams need one',
      talk({ needsTopic: (team) => team === 'sales' }),
      undefined,
    ],
    ['with a topic', labelled(talk({ needsTopic: () => true }), { topic: 'Доставка' }), undefined],
  ]
  for (const [how, begun, code] of closes) {
    test(`${code ? 'keep open what is closed' : 'let close'} ${how}`, () => {
      begun.closed()
      assert.equal(begun.last?.refusal?.code, code)
      assert.equal(begun.holding?.status, code ? 'assigned' : 'closing')
    })
  }

  test('are asked of nobody for spam, and not of what closes by itself', () => {
    assert.equal(talk({ needsTopic: () => true }).closed('spam').holding?.status, 'closing')
    const silent = talk({ needsTopic: () => true })
    silent.plot.rules = { inactivityMs: 1000 }
    assert.equal(silent.after(1000).holding?.status, 'closed')
  })
})

describe('«Спам»', () => {
  test('marks the address when it takes effect, and not while it can be undone', () => {
    const begun = talk().closed('spam')
    assert.equal(
      begun.last?.effects.some(({ type }) => type === 'mark-as-spam'),
      false,
    )
    begun.after(8000)
    assert.ok(begun.last?.effects.some(({ type }) => type === 'mark-as-spam'))
  })

  test('keeps what comes after it, opens nothing and owes nothing', () => {
    const begun = talk().closed('spam').after(8000)
    begun.plot.context = {
      ...begun.plot.context,
      contact: { name: 'Олег', isBlocking: false, isSpam: true },
    }
    const { id } = begun.conversation!
    begun.customerWrites('купите лодку')
    assert.equal(begun.conversation?.id, id)
    assert.equal(begun.holding?.status, 'closed')
    assert.equal(begun.conversation?.owes, 'nobody')
    assert.equal(begun.conversation?.lastMessage?.text, 'купите лодку')
    assert.deepEqual(begun.tell({ type: 'contact-started' }).last?.effects, [])
  })

  test('does not silence who talks with us in a conversation that is open', () => {
    assert.equal(story({}, true).customerWrites().holding?.status, 'queued')
  })

  test('is taken back later: it is over all the same, and the next word opens another', () => {
    const begun = talk().closed('spam').after(8000)
    begun.tell({ type: 'not-spam', operator: anna })
    assert.equal(begun.holding?.status === 'closed' && begun.holding.reason, 'operator')
    assert.ok(begun.last?.effects.some(({ type }) => type === 'unmark-as-spam'))
    assert.deepEqual(begun.tell({ type: 'not-spam', operator: anna }).last?.effects, [])
  })
})

describe('going on in another channel', () => {
  test('[D-35] is told once, and owes no answer here any more', () => {
    const begun = talk()
    begun.tell({ type: 'continued-elsewhere', operator: anna, to: elsewhere })
    assert.equal(begun.conversation?.owes, 'nobody')
    assert.equal(begun.holding?.status, 'assigned')
    const told = begun.said.length
    begun.tell({ type: 'continued-elsewhere', operator: anna, to: elsewhere })
    assert.equal(begun.said.length, told)
  })
})

describe('a form that is filled in', () => {
  test('is the customer’s word, and does not open the platform’s window', () => {
    const begun = talk().replies()
    const { replyUntil } = begun.conversation!
    begun.tell({ type: 'form-filled', answer: { phone: '+79211234567' } })
    assert.equal(begun.said.at(-1), 'form-filled')
    assert.equal(begun.conversation?.owes, 'us')
    assert.equal(begun.conversation?.replyUntil, replyUntil)
  })

  test('opens a conversation where the last is over', () => {
    const over = talk().closed().after(8000)
    over.plot.context = { ...over.plot.context, newConversationId: 'conversation-2' }
    over.tell({ type: 'form-filled', answer: { name: 'Олег' } })
    assert.equal(over.conversation?.id, 'conversation-2')
    assert.equal(over.conversation?.owes, 'us')
  })
})

describe('«Отложить»', () => {
  test('ends within a year', () => {
    const day = 86_400_000
    assert.equal(talk().snoozed(365 * day).holding?.status, 'assigned')
    assert.equal(talk().snoozed(366 * day).last?.refusal?.code, 'too-far')
  })
})
