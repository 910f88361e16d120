import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { openBetween } from '../testing/index.ts'
import { NOON } from '../testing/routing.ts'
import { type Plot, Story } from '../testing/story.ts'
import type { BotInput } from './conversation.ts'
import type { MessageDraft } from './message.ts'

const HOUR_MS = 3_600_000
const verba = { id: 'verba', name: 'Верба', isAvailable: true, answerWithinMs: 30_000 }
const backup = { kind: 'team', id: 'everyone' } as const
const receiver = { kind: 'bot', id: 'verba', backup } as const
const withBot = (facts: Plot = {}, bot: Partial<typeof verba> = {}): Plot => ({
  bots: [{ ...verba, ...bot }],
  ...facts,
  rules: { receiver, ...facts.rules },
})
const night = { schedule: openBetween(NOON + HOUR_MS, NOON + 9 * HOUR_MS) }
const buttons = (...labels: string[]) => ({
  buttons: {
    placement: 'keyboard' as const,
    rows: [labels.map((label) => ({ label, value: `value of ${label}` }))],
  },
})

const asked = ({ last }: Story): readonly BotInput[] | undefined =>
  last?.effects.find((effect) => effect.type === 'ask-bot')?.inputs
const kinds = (story: Story) => asked(story)?.map(({ type }) => type)
const isCounted = ({ last }: Story) =>
  last?.effects.some(({ type }) => type === 'count-bot-failure') === true
const greeted = (plot = withBot()) => {
  const story = new Story(plot).customerWrites()
  return story.botAnswers([story.botSays('Здравствуйте')])
}

describe('[CC-04] a bot', () => {
  test('gets a new conversation, and is told that it begins and what was said', () => {
    const story = new Story(withBot()).customerWrites()
    assert.equal(story.holding?.status, 'bot')
    assert.deepEqual(kinds(story), ['start', 'said'])
    assert.deepEqual(story.said, ['bot-took'])
  })

  test('answers, and the next word is its next turn', () => {
    const story = greeted()
    assert.equal(story.said.at(-1), 'Здравствуйте')
    assert.equal(story.conversation?.owes, 'customer')
    assert.equal(story.wakeIn, undefined)
    assert.deepEqual(kinds(story.customerWrites()), ['said'])
  })

  test('is asked one thing at a time, and then all that came meanwhile', () => {
    const story = new Story(withBot()).customerWrites().customerWrites().customerWrites()
    assert.equal(asked(story), undefined)
    story.botAnswers([])
    assert.deepEqual(kinds(story), ['said', 'said'])
  })

  test('answers a turn once, and never a turn that is over', () => {
    const story = greeted().customerWrites()
    story.botAnswers([story.botSays('поздно')], { turn: 1 })
    assert.equal(story.last?.refusal?.code, 'turn-over')
    story.botAnswers([story.botSays('вовремя')]).botAnswers([story.botSays('дважды')])
    assert.equal(story.last?.refusal?.code, 'turn-over')
    assert.equal(story.said.at(-1), 'вовремя')
  })

  test('answers still when it has meanwhile spoken of its own accord', () => {
    const story = new Story(withBot()).customerWrites()
    const deeds = [story.botSays('Курьер выехал')]
    story.tell({ type: 'bot-answered', botId: 'verba', deeds }).botAnswers([story.botSays('ответ')])
    assert.deepEqual(story.said.slice(1), ['Курьер выехал', 'ответ'])
    const silent = new Story(withBot()).customerWrites()
    silent.tell({ type: 'bot-answered', botId: 'verba', deeds }).after(30_000)
    assert.equal(silent.holding?.status, 'queued', 'the question had its time')
  })

  test('[REQ-19] never speaks after a person took over', () => {
    const story = new Story(withBot()).customerWrites().taken()
    assert.equal(story.holding?.status, 'assigned')
    story.botAnswers([story.botSays('и всё же')], { turn: 1 })
    assert.equal(story.last?.refusal?.code, 'turn-over')
    assert.equal(story.said.at(-1), 'taken')
  })

  test('[REQ-19] is silent once somebody answered past it', () => {
    const story = greeted().customerWrites()
    const author = { type: 'operator' as const, name: '' }
    const message = { id: 'm', kind: 'message' as const, author, text: 'я сам', content: {}, at: 0 }
    story.tell({ type: 'answered-elsewhere', message })
    assert.equal(story.holding?.status, 'queued')
    assert.equal(story.botAnswers([], { turn: 2 }).last?.refusal?.code, 'turn-over')
  })

  test('[REQ-07] gets no automatic reply on top of its answers', () => {
    const autoReplies = [{ id: 'r', text: 'Скоро ответим', delayMs: 5000 }]
    const story = greeted(withBot({ rules: { autoReplies } })).customerWrites()
    story.botAnswers([{ type: 'hand-over' }]).after(HOUR_MS)
    assert.ok(!story.said.includes('Скоро ответим'))
  })

  test('takes back a conversation that a colleague gives it', () => {
    const story = greeted().taken()
    const to = { kind: 'bot' as const, id: 'verba', name: 'Верба' }
    const by = { id: 'anna', name: 'anna' }
    story.tell({ type: 'transferred', by, to, mayGiveOthers: false })
    assert.deepEqual(kinds(story), ['start'])
    assert.equal(story.said.at(-1), 'given-to-bot')
    // What it was asked before somebody took it is not what it is asked now.
    story.botAnswers([story.botSays('на прежний вопрос')], { turn: 1 })
    assert.equal(story.last?.refusal?.code, 'turn-over')
  })

  test('is told when the time that it named has come', () => {
    const story = new Story(withBot()).customerWrites()
    story.botAnswers([], { wakesAt: NOON + 60_000 }).after(60_000)
    assert.deepEqual(kinds(story), ['time'])
  })

  test('is asked anew when a close was undone over its answer', () => {
    const story = new Story(withBot()).customerWrites().closed('operator', 'anna')
    story.botAnswers([story.botSays('в закрытое')], { turn: 1 })
    assert.equal(story.last?.refusal?.code, 'turn-over')
    assert.deepEqual(kinds(story.undone('anna')), ['start', 'said'])
  })
})

describe('what a bot does', () => {
  test('[BOT-03] [COM-44] closes, and the closing text follows', () => {
    const story = new Story(withBot({ rules: { closingText: 'До свидания' } })).customerWrites()
    story.botAnswers([story.botSays('Заказ в пути'), { type: 'close' }, story.botSays('нет')])
    assert.deepEqual(story.said.slice(1), ['Заказ в пути', 'closed', 'До свидания'])
    const { holding } = story
    assert.ok(holding?.status === 'closed' && holding.reason === 'bot')
    assert.deepEqual(holding.bot, { id: 'verba', name: 'Верба' })
  })

  test('hands over to a team, and the customer waits for a person from then on', () => {
    const story = greeted().after(60_000).customerWrites()
    story.botAnswers([{ type: 'hand-over' }, story.botSays('нет')])
    assert.equal(story.holding?.status, 'queued')
    assert.equal(story.conversation?.owes, 'us')
    assert.equal(story.said.at(-1), 'bot-handed-over')
  })

  test('a team that is not there is no reason to leave the customer alone', () => {
    const story = new Story(withBot()).customerWrites()
    story.botAnswers([{ type: 'hand-over', to: { kind: 'team', id: 'gone' } }])
    assert.ok(story.holding?.status === 'queued' && story.holding.queue.id === 'everyone')
  })

  test('notes attributes, tags and a topic, of which there are not endlessly many', () => {
    const story = new Story(withBot()).customerWrites()
    const attributes = Object.fromEntries(Array.from({ length: 60 }, (_, k) => [`поле ${k}`, 'да']))
    story.botAnswers([{ type: 'set', attributes, tags: ['важно', 'важно'], topic: 'Доставка' }])
    const { conversation } = story
    assert.equal(Object.keys(conversation?.attributes ?? {}).length, 50)
    assert.deepEqual([conversation?.tags, conversation?.topic], [['важно'], 'Доставка'])
  })

  test('[COM-23] a label that is typed, in whatever case, is a press of its button', () => {
    const story = new Story(withBot()).customerWrites()
    story.botAnswers([story.botSays('Куда?', buttons('Возврат', 'Доставка'))])
    story.customerWrites(' доставка')
    const { messageId: _, ...pressed } = (asked(story)?.[0] ?? {}) as { messageId?: string }
    assert.deepEqual(pressed, { type: 'pressed', label: 'Доставка', value: 'value of Доставка' })
    assert.deepEqual(kinds(story.botAnswers([]).customerWrites('другое')), ['said'])
  })

  test('a press that is faster than the platform’s answer to us is one of our last buttons', () => {
    const story = new Story(withBot()).customerWrites()
    const { message } = story.botSays('Куда?', buttons('Возврат')) as { message: MessageDraft }
    story.botAnswers([{ type: 'say', message }])
    const shown = { ...message, conversationId: 'conversation-1', seq: 3, version: 1 }
    story.plot = withBot({ context: { messages: new Map([[message.id, shown]]) } })
    story.tell({ type: 'contact-pressed', value: 'value of Возврат' })
    const [input] = asked(story) ?? []
    assert.ok(input?.type === 'pressed' && input.value === 'value of Возврат')
    assert.ok(!story.said.includes('pressed'), 'it is marked where it stands')
  })

  test('a press of what was never offered chooses nothing', () => {
    const story = new Story(withBot()).customerWrites()
    story.botAnswers([story.botSays('Куда?', buttons('Возврат'))])
    story.tell({ type: 'contact-pressed', value: 'value of a thief' })
    assert.deepEqual(asked(story), [{ type: 'pressed', value: '' }])
  })

  test('[D-10] says nothing outside a reply window, and a line tells of it', () => {
    const channel = { isConnected: true, canEdit: false, canDelete: false }
    const context = { channel: { ...channel, replyWindowMs: 24 * HOUR_MS } }
    const story = new Story(withBot({ context })).customerWrites()
    story.botAnswers([], { wakesAt: NOON + 25 * HOUR_MS }).after(25 * HOUR_MS)
    story.botAnswers([story.botSays('Напоминаю')])
    assert.equal(story.said.at(-1), 'window-closed')
  })
})

describe('[COM-14] [D-06] a bot that fails', () => {
  test('has thirty seconds; then its backup has the conversation at once', () => {
    const story = new Story(withBot()).customerWrites().after(29_999)
    assert.equal(story.holding?.status, 'bot')
    story.after(1)
    assert.equal(story.holding?.status, 'queued')
    assert.equal(story.said.at(-1), 'bot-unavailable')
    assert.ok(isCounted(story))
    story.botAnswers([story.botSays('поздно')], { turn: 1 })
    assert.equal(story.last?.refusal?.code, 'turn-over')
  })

  test('gives over what it holds as soon as it says so', () => {
    const story = greeted().customerWrites()
    story.tell({ type: 'bot-failed', botId: 'verba', turn: 2, reason: 'refused' })
    assert.equal(story.holding?.status, 'queued')
    assert.ok(isCounted(story))
  })

  test('loses what it holds, and gets nothing new, while it is unavailable', () => {
    const story = greeted()
    story.plot = withBot({}, { isAvailable: false })
    story.tell({ type: 'reconsidered' })
    assert.equal(story.holding?.status, 'queued')
    assert.equal(story.said.at(-1), 'bot-unavailable')
    assert.ok(!isCounted(story), 'nobody was let down')
    assert.equal(new Story(story.plot).customerWrites().holding?.status, 'queued')
  })

  test('loses it beneath a close that is undone afterwards', () => {
    const story = greeted().closed('operator', 'anna')
    story.plot = withBot({}, { isAvailable: false })
    story.tell({ type: 'reconsidered' }).undone('anna')
    assert.equal(story.holding?.status, 'queued')
  })

  test('leaves automatic replies to whoever it never answered', () => {
    const autoReplies = [{ id: 'r', text: 'Скоро ответим', delayMs: 5000 }]
    const story = new Story(withBot({ rules: { autoReplies } })).customerWrites().after(35_000)
    assert.equal(story.said.at(-1), 'Скоро ответим')
  })

  test('is not offered a conversation by a colleague', () => {
    const story = new Story(withBot({}, { isAvailable: false })).customerWrites().taken()
    const to = { kind: 'bot' as const, id: 'verba', name: 'Верба' }
    const by = { id: 'anna', name: 'anna' }
    story.tell({ type: 'transferred', by, to, mayGiveOthers: false })
    assert.equal(story.last?.refusal?.code, 'bot-unavailable')
  })
})

describe('[COM-60] [D-12] off hours', () => {
  const offHours = { receiver: backup, offHours: 'bot', offHoursBotId: 'verba' } as const
  const atNight = (rules = {}, bot = {}) =>
    withBot({ ...night, rules: { ...offHours, offHoursFallback: 'Утром ответим', ...rules } }, bot)

  test('a bot talks, and keeps what it holds when the office opens (D-27)', () => {
    const story = greeted(atNight())
      .after(2 * HOUR_MS)
      .tell({ type: 'reconsidered' })
    assert.equal(story.holding?.status, 'bot')
  })

  test('what it cannot take waits for opening, and one text says so', () => {
    const story = new Story(atNight({}, { isAvailable: false })).customerWrites().after(1000)
    story.customerWrites().after(1000)
    assert.ok(story.holding?.status === 'queued' && story.holding.waitsForOpening)
    assert.equal(story.said.filter((said) => said === 'Утром ответим').length, 1)
  })

  test('what it lets fall in the middle waits likewise', () => {
    const story = greeted(atNight()).customerWrites().after(30_000)
    assert.ok(story.holding?.status === 'queued' && story.holding.waitsForOpening)
    assert.deepEqual(story.said.slice(-2), ['waits-for-opening', 'Утром ответим'])
  })

  test('[D-09] what waits for a bot of working time is given to it at opening', () => {
    const plot = withBot({ ...night, rules: { offHours: 'nothing' } })
    const story = new Story(plot).customerWrites()
    assert.ok(story.holding?.status === 'queued' && story.holding.waitsForOpening)
    story.after(HOUR_MS).tell({ type: 'reconsidered' })
    assert.equal(story.holding?.status, 'bot')
    assert.deepEqual(kinds(story), ['start'])
  })

  test('and the drain does not give it to a person before the alarm is told', () => {
    const plot = withBot({ ...night, rules: { offHours: 'nothing' } })
    const story = new Story(plot).customerWrites().after(HOUR_MS).assigned('anna')
    assert.equal(story.holding?.status, 'bot')
  })
})

describe('[COM-72] a bot whose customer is silent', () => {
  test('is closed like any other conversation, by the name it had (D-18)', () => {
    const story = greeted(withBot({ rules: { inactivityMs: HOUR_MS } })).after(HOUR_MS)
    const { holding } = story
    assert.ok(holding?.status === 'closed' && holding.reason === 'timeout')
    assert.equal(holding.bot?.name, 'Верба')
  })
})
