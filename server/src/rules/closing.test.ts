import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { NOON } from '../testing/routing.ts'
import { openBetween } from '../testing/rules.ts'
import { type Plot, Story } from '../testing/story.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const bye = { closingText: 'До свидания!' }
const blocked = { contact: { name: 'Олег', isBlocking: true } }
const apart = { channel: { isConnected: false, canEdit: true, canDelete: true } }

describe('the closing text', () => {
  test('[COM-41] [COM-43] follows the close of an operator', () => {
    const { said } = new Story({ rules: bye })
      .customerWrites()
      .taken()
      .replies()
      .closed()
      .after(8000)
    assert.deepEqual(said.slice(-2), ['closed', 'До свидания!'])
  })

  test('[COM-45] follows the close by silence', () => {
    const rules = { ...bye, inactivityMs: HOUR_MS }
    const { said } = new Story({ rules }).customerWrites().after(HOUR_MS)
    assert.deepEqual(said.slice(-2), ['closed', 'До свидания!'])
  })

  const silent: [string, Plot, 'operator' | 'spam'][] = [
    ['[COM-40] where the toggle is off', {}, 'operator'],
    ['to spam', { rules: bye }, 'spam'],
    ['to a customer who blocked us', { rules: bye, context: blocked }, 'operator'],
    ['into a disconnected channel', { rules: bye, context: apart }, 'operator'],
  ]
  for (const [where, plot, reason] of silent) {
    test(`is not sent ${where}`, () => {
      const story = new Story(plot).tell({ type: 'contact-started' }).taken().closed(reason)
      assert.deepEqual(story.after(8000).said.slice(-1), ['closed'])
      assert.equal(story.holding?.status === 'closed' && story.holding.reason, reason)
    })
  }
})

describe('a close', () => {
  test('[D-36] can be undone for eight seconds and not longer', () => {
    const story = new Story().customerWrites().taken().closed().after(7999)
    story.undone()
    assert.equal(story.holding?.status, 'assigned')
    story.closed().after(8000).undone()
    assert.equal(story.last?.refusal?.code, 'cannot-undo')
  })

  test('is undone by a colleague only who may act for others', () => {
    const story = new Story().customerWrites().taken().closed()
    assert.equal(story.undone('igor').last?.refusal?.code, 'not-yours')
    assert.equal(story.holding?.status, 'closing')
    assert.equal(story.undone('igor', true).holding?.status, 'assigned')
  })

  test('[H-19] with silence due at the same time is one close', () => {
    const rules = { ...bye, inactivityMs: HOUR_MS }
    const story = new Story({ rules })
      .customerWrites()
      .taken()
      .after(HOUR_MS - 1)
      .closed()
    story.late(HOUR_MS).tell({ type: 'time-passed' })
    assert.deepEqual(
      story.said.filter((text) => text === 'closed' || text === bye.closingText),
      ['closed', bye.closingText],
    )
    assert.equal(story.holding?.status === 'closed' && story.holding.reason, 'operator')
  })

  test('[D-14] is final', () => {
    const story = new Story().customerWrites().taken().closed().after(8000)
    const { holding } = story
    for (const act of ['taken', 'replies', 'closed', 'held'] as const) {
      assert.equal(story[act]().last?.refusal?.code, 'conversation-closed', act)
    }
    assert.equal(story.holding, holding)
  })

  test('of an offer frees the place of whoever was asked', () => {
    const story = new Story().customerWrites().offered('anna').closed()
    assert.deepEqual(story.last?.effects, [{ type: 'wake-routing', reason: 'offer-over' }])
  })

  test('lets settings change beneath it, and undone meets them', () => {
    const story = new Story().customerWrites().taken().closed()
    story.plot = { operators: { anna: { name: 'Анна', isDisabled: true } } }
    story.tell({ type: 'reconsidered' })
    assert.equal(story.holding?.status, 'closing')
    story.undone()
    assert.equal(story.holding?.status, 'queued')
  })
})

describe('[COM-72] silence', () => {
  for (const [name, inactivityMs] of [
    ['hours', 3 * HOUR_MS],
    ['days', 2 * DAY_MS],
  ] as const) {
    test(`closes after ${name}, to the millisecond`, () => {
      const story = new Story({ rules: { inactivityMs } }).customerWrites().taken().replies()
      story.after(inactivityMs - 1)
      assert.equal(story.holding?.status, 'assigned')
      story.after(1)
      assert.deepEqual(story.holding, {
        status: 'closed',
        at: NOON + inactivityMs,
        reason: 'timeout',
        operatorId: 'anna',
        teamId: 'everyone',
      })
    })
  }

  const rules = { inactivityMs: HOUR_MS }
  test('[D-26] is ended by a word of either side, and by nothing else', () => {
    const story = new Story({ rules })
      .customerWrites()
      .after(HOUR_MS / 2)
      .taken()
    assert.equal(story.wakeIn, HOUR_MS / 2)
    assert.equal(story.replies().wakeIn, HOUR_MS)
    assert.equal(story.after(1000).customerWrites().wakeIn, HOUR_MS)
  })

  test('[D-07] is not counted on hold or while put off', () => {
    const story = new Story({ rules }).customerWrites().taken().replies().held()
    assert.equal(story.wakeIn, undefined)
    story.after(DAY_MS).held('resumed')
    assert.equal(story.wakeIn, HOUR_MS)
    story.snoozed(DAY_MS)
    assert.equal(story.wakeIn, DAY_MS)
    story.after(DAY_MS)
    assert.equal(story.wakeIn, HOUR_MS)
  })

  test('[D-07] is kept open where the customer is owed an answer', () => {
    const guarded = { ...rules, keepsUnanswered: true }
    const story = new Story({ rules: guarded }).customerWrites().taken()
    assert.equal(story.after(DAY_MS).holding?.status, 'assigned')
    assert.equal(story.replies().after(HOUR_MS).holding?.status, 'closed')
  })

  test('[D-07] with the customer unanswered is said to be so', () => {
    const story = new Story({ rules }).customerWrites().after(HOUR_MS)
    const line = story.last?.effects.find((effect) => effect.type === 'add-message')
    const parameters = line?.type === 'add-message' && line.message.content.system?.parameters
    assert.deepEqual(parameters, { reason: 'timeout', hours: '1', unanswered: 'yes' })
  })

  test('[D-09] is counted from opening for what came off hours', () => {
    const schedule = openBetween(NOON + DAY_MS, NOON + 2 * DAY_MS)
    const story = new Story({ rules, schedule }).customerWrites().after(DAY_MS)
    assert.equal(story.wakeIn, undefined)
    story.tell({ type: 'reconsidered' })
    assert.equal(story.wakeIn, HOUR_MS)
  })

  test('follows the settings of now', () => {
    const story = new Story({ rules }).customerWrites()
    story.plot = { rules: { inactivityMs: DAY_MS } }
    assert.equal(story.wakeIn, DAY_MS)
    story.plot = {}
    assert.equal(story.wakeIn, undefined)
  })
})
