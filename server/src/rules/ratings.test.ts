import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { type Plot, Story } from '../testing/story.ts'
import { readRatingValue } from './ratings.ts'
import type { RatingRules } from './settings.ts'

const HOUR_MS = 3_600_000
const rating: RatingRules = {
  scale: 'stars',
  question: 'Оцените ответ',
  commentQuestion: '',
  thanks: 'Спасибо',
  everyMs: 24 * HOUR_MS,
  awaitMs: 24 * HOUR_MS,
  asksAfterTimeout: false,
  lowScore: 2,
}
const bye = { closingText: 'До свидания' }

/** Answered by Anna and closed by her. */
const closed = (plot: Plot = {}, changes: Partial<RatingRules> = {}) =>
  new Story({ ...plot, rules: { ...bye, rating: { ...rating, ...changes }, ...plot.rules } })
    .customerWrites()
    .taken()
    .replies()
    .closed()
    .after(8000)

describe('the rating question', () => {
  test('[D-11] [QA-03] follows the closing text, with a button for every mark', () => {
    const story = closed()
    assert.deepEqual(story.said.slice(-3), ['closed', 'До свидания', 'Оцените ответ'])
    const sent = story.last?.effects.findLast((effect) => effect.type === 'send')
    const labels = sent?.message.content.buttons?.rows.flat().map(({ label }) => label)
    assert.deepEqual(labels, ['1', '2', '3', '4', '5'])
  })

  const untold: [string, () => Story][] = [
    ['where it is off', () => closed({ rules: { ...bye, rating: undefined } as never })],
    ['more often than allowed', () => closed({ context: asked(23) })],
    [
      'to whoever blocked us',
      () => closed({ context: { contact: { name: 'О', isBlocking: true } } }),
    ],
    [
      'of spam',
      () =>
        new Story({ rules: { rating } })
          .customerWrites()
          .taken()
          .replies()
          .closed('spam')
          .after(8000),
    ],
    [
      'where nobody of us has answered',
      () => new Story({ rules: { rating } }).customerWrites().taken().closed().after(8000),
    ],
    [
      'after a close by silence',
      () =>
        new Story({ rules: { rating, inactivityMs: HOUR_MS } })
          .customerWrites()
          .taken()
          .replies()
          .after(HOUR_MS),
    ],
  ]
  for (const [when, tell] of untold) {
    test(`[D-11] is not asked ${when}`, () => {
      assert.ok(!tell().said.includes('Оцените ответ'))
    })
  }

  test('[D-11] is asked after a close by silence where the group says so', () => {
    const rules = { rating: { ...rating, asksAfterTimeout: true }, inactivityMs: HOUR_MS }
    const story = new Story({ rules }).customerWrites().taken().replies().after(HOUR_MS)
    assert.equal(story.said.at(-1), 'Оцените ответ')
  })

  test('[D-10] is not sent into a closed window, and that is said once', () => {
    const channel = { isConnected: true, canEdit: true, canDelete: true, replyWindowMs: HOUR_MS }
    const story = new Story({ rules: { ...bye, rating }, context: { channel } })
      .customerWrites()
      .taken()
      .replies()
      .after(2 * HOUR_MS)
      .closed()
      .after(8000)
    assert.deepEqual(story.said.slice(-2), ['closed', 'window-closed'])
    assert.equal(story.conversation?.rating, undefined)
  })
})

describe('a mark', () => {
  test('[D-28] is a lone digit of the scale, typed', () => {
    const story = closed().rates(' 4 ')
    assert.equal(story.conversation?.rating?.score, 4)
    assert.deepEqual(story.said.slice(-2), ['rated', 'Спасибо'])
    assert.equal(story.holding?.status, 'closed')
  })

  for (const text of ['6', '0', '4 5', 'отлично', 'Когда привезут?', '']) {
    test(`[D-28] is not «${text}»`, () => {
      const { last } = closed().rates(text)
      assert.equal(last?.refusal?.code, 'not-a-rating')
    })
  }

  test('[QA-03] is pressed, and its button is marked', () => {
    const story = closed()
    const messageId = story.conversation!.rating!.messageId
    const message = story.last!.effects.findLast((effect) => effect.type === 'send')!.message
    story.plot = { ...story.plot, context: { messages: new Map([[messageId, message]]) } }
    story.tell({ type: 'contact-rated', score: 5 })
    const change = story.last!.effects.find((effect) => effect.type === 'change-message')!
    const pressed = change.message.content.buttons!.rows.flat().filter((each) => each.pressedAt)
    assert.deepEqual(
      pressed.map(({ label }) => label),
      ['5'],
    )
  })

  test('is told to be low up to the group’s own bound', () => {
    const isLow = (text: string, lowScore: number) =>
      closed({}, { lowScore }).rates(text).conversation?.rating?.isLow ?? false
    assert.deepEqual([isLow('2', 2), isLow('3', 2), isLow('1', 0)], [true, false, false])
  })

  test('of two thumbs is 5 or 1, by sign or by place', () => {
    const marks = ['👍', '👎', '1', '2'].map(
      (text) => closed({}, { scale: 'thumbs' }).rates(text).conversation?.rating?.score,
    )
    assert.deepEqual(marks, [5, 1, 5, 1])
  })

  test('counts once: a second press changes nothing, a second digit opens a conversation', () => {
    const story = closed().rates('5')
    story.tell({ type: 'contact-rated', score: 1 })
    assert.equal(story.conversation?.rating?.score, 5)
    assert.equal(story.rates('1').last?.refusal?.code, 'not-a-rating')
  })

  test('does not count after its time', () => {
    const story = closed().after(24 * HOUR_MS + 1)
    assert.equal(
      story.tell({ type: 'contact-rated', score: 1 }).conversation?.rating?.score,
      undefined,
    )
    assert.equal(story.rates('1').last?.refusal?.code, 'not-a-rating')
  })

  test('is followed by words about it, once and for a quarter of an hour', () => {
    const commentQuestion = 'Что исправить?'
    const story = closed({}, { commentQuestion }).rates('2')
    assert.equal(story.said.at(-1), commentQuestion)
    assert.equal(story.rates('Долго ждал').conversation?.rating?.comment, 'Долго ждал')
    assert.equal(story.said.at(-1), 'Спасибо')
    assert.equal(story.rates('И ещё').last?.refusal?.code, 'not-a-rating')
    const late = closed({}, { commentQuestion })
      .rates('2')
      .after(16 * 60_000)
    assert.equal(late.rates('Долго ждал').last?.refusal?.code, 'not-a-rating')
  })

  test('is read from no button but ours', () => {
    const id = '01a20464-8cf1-75b1-9c98-000000000001'
    assert.deepEqual(readRatingValue(`rate:${id}:3`), { conversationId: id, score: 3 })
    for (const value of [`rate:${id}:9`, 'rate:x:3', `b:${id}:3`, '']) {
      assert.equal(readRatingValue(value), undefined, value)
    }
  })
})

function asked(hoursAgo: number) {
  const { now } = new Story()
  return {
    contact: { name: 'Олег', isBlocking: false, ratingAskedAt: now - hoursAgo * HOUR_MS },
  }
}
