import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { changes, disabled, isWoken, plot, queueOf, transfers } from '../testing/plots.ts'
import { NOON } from '../testing/routing.ts'
import { aTeam, openBetween } from '../testing/rules.ts'
import { Story } from '../testing/story.ts'

const HOUR_MS = 3_600_000

describe('the receiver', () => {
  test('[COM-10] is a team or an operator', () => {
    assert.equal(queueOf(new Story().customerWrites())?.id, 'everyone')
    const rules = { receiver: { kind: 'operator' as const, id: 'anna' } }
    const story = new Story({ rules }).customerWrites()
    assert.deepEqual(queueOf(story), { kind: 'operator', id: 'anna', by: 'receiver' })
  })

  test('[COM-14] of a bot that does not answer is its backup', () => {
    const backup = { kind: 'team' as const, id: 'sales' }
    const rules = { receiver: { kind: 'bot' as const, id: 'bot', backup } }
    const story = new Story({ rules, teams: [aTeam('sales')] }).customerWrites()
    assert.deepEqual(queueOf(story), { kind: 'team', id: 'sales', by: 'backup' })
    assert.deepEqual(story.said, ['bot-unavailable'])
  })

  test('who was shut out is everybody', () => {
    const rules = { receiver: { kind: 'operator' as const, id: 'anna' } }
    const story = new Story({ rules, operators: disabled('anna') }).customerWrites()
    assert.equal(queueOf(story)?.id, 'everyone')
  })

  test('[H-21] changed, takes what waits along and leaves what is held', () => {
    const sales = plot({}, { teams: [aTeam('sales')] })
    const next = { ...sales, rules: { receiver: { kind: 'team' as const, id: 'sales' } } }
    assert.equal(queueOf(changes(new Story(sales).customerWrites(), next))?.id, 'sales')
    const held = new Story(sales).customerWrites().taken()
    assert.equal(changes(held, next).holding?.status, 'assigned')
    const transferred = new Story(sales).customerWrites().taken()
    transferred.tell(transfers({ kind: 'operator', id: 'olga' }))
    assert.equal(queueOf(changes(transferred, next))?.id, 'olga')
  })
})

test('a word from a clock that goes ahead is said now, and a second ahead is left as it is', () => {
  const saidAt = (at: number) => {
    const id = '01a20464-8cf1-75b1-9c98-000000000000'
    const author = { type: 'contact' as const, name: 'Олег' }
    const message = { id, kind: 'message' as const, author, text: 'слово', content: {}, at }
    const told = new Story().tell({ type: 'contact-wrote', message })
    const effect = told.last?.effects.find(({ type }) => type === 'add-message')
    return effect?.type === 'add-message' && effect.message.at
  }
  assert.equal(saidAt(NOON + HOUR_MS), NOON)
  assert.equal(saidAt(NOON + 1000), NOON + 1000)
  assert.equal(saidAt(NOON - HOUR_MS), NOON - HOUR_MS)
})

describe('[D-24] a queue of one operator', () => {
  const rules = { receiver: { kind: 'operator' as const, id: 'anna' }, operatorWaitMs: 300_000 }

  test('tells supervisors after the wait of the channel, once', () => {
    const story = new Story({ rules }).customerWrites()
    assert.equal(story.wakeIn, 300_000)
    story.after(24 * HOUR_MS)
    assert.deepEqual(story.said, ['supervisors-told'])
    assert.equal(queueOf(story)?.id, 'anna')
  })

  test('is left for everybody when its operator is shut out', () => {
    const story = new Story({ rules }).customerWrites()
    changes(story, { rules, operators: disabled('anna') })
    assert.equal(queueOf(story)?.id, 'everyone')
  })

  test('takes a transfer to somebody absent, and tells of it', () => {
    const story = new Story().customerWrites().taken()
    story.tell(transfers({ kind: 'operator', id: 'olga' }))
    assert.deepEqual(queueOf(story), { kind: 'operator', id: 'olga', by: 'transfer' })
    story.after(300_000)
    assert.equal(story.said.at(-1), 'supervisors-told')
  })
})

describe('[D-09] what comes off hours', () => {
  const schedule = openBetween(NOON + HOUR_MS, NOON + 9 * HOUR_MS)
  const night = plot({ queueWaitS: 600 }, { schedule })
  const isWaiting = ({ holding }: Story) =>
    holding?.status === 'queued' && holding.waitsForOpening === true

  test('waits for opening, and nobody is blamed for it', () => {
    const story = new Story(night).customerWrites()
    assert.deepEqual(story.said, ['waits-for-opening'])
    assert.equal(story.wakeIn, undefined)
    assert.ok(isWaiting(story.after(HOUR_MS - 1).tell({ type: 'reconsidered' })))
    story.after(1).tell({ type: 'reconsidered' })
    assert.ok(!isWaiting(story))
    assert.equal(story.wakeIn, 600_000)
    assert.ok(isWoken(story))
  })

  test('and is given out before the sweep has waited no longer', () => {
    const story = new Story(night).customerWrites().after(HOUR_MS).offered('anna')
    assert.equal(story.wakeIn, 20_000)
    story.after(20_000)
    assert.ok(!isWaiting(story))
    assert.equal(story.wakeIn, 15_000)
    assert.ok(!story.said.includes('supervisors-told'))
  })

  test('can be taken by whoever is there', () => {
    const story = new Story(night).customerWrites().taken()
    assert.equal(story.holding?.status, 'assigned')
  })

  test('is released when the schedule is changed to be open', () => {
    const story = changes(new Story(night).customerWrites(), plot())
    assert.equal(story.said.at(-1), 'released')
  })

  test('is released beneath a close that is undone after opening', () => {
    const story = new Story(night)
      .customerWrites()
      .after(HOUR_MS - 2000)
      .closed()
      .after(2000)
    story.tell({ type: 'reconsidered' }).undone()
    assert.equal(story.holding?.status, 'queued')
    assert.ok(!isWaiting(story))
  })

  test('does not touch what was held when the office closed', () => {
    const story = new Story(plot()).customerWrites().taken()
    changes(story, night)
    assert.equal(story.holding?.status, 'assigned')
  })
})

describe('[REQ-03] the last operator', () => {
  const previous = { id: 'conversation-0', number: 1, operatorId: 'anna' }
  const stickTo = ({ holding }: Story) =>
    holding?.status === 'queued' ? holding.stickTo : undefined

  test('is waited for as long as the team allows', () => {
    const story = new Story(plot({ stickyWaitS: 30 }, { context: { previous } })).customerWrites()
    assert.deepEqual(stickTo(story), { operatorId: 'anna', until: NOON + 30_000 })
    assert.equal(stickTo(story.after(30_000)), undefined)
    assert.ok(isWoken(story))
  })

  test('is forgotten where the team does not ask, or who was shut out', () => {
    assert.equal(
      stickTo(new Story(plot({}, { context: { previous } })).customerWrites()),
      undefined,
    )
    const shut = plot({ stickyWaitS: 30 }, { context: { previous }, operators: disabled('anna') })
    assert.equal(stickTo(new Story(shut).customerWrites()), undefined)
  })

  test('is waited for from opening on', () => {
    const schedule = openBetween(NOON + HOUR_MS, NOON + 2 * HOUR_MS)
    const night = plot({ stickyWaitS: 30 }, { context: { previous }, schedule })
    const story = new Story(night).customerWrites().after(HOUR_MS).tell({ type: 'reconsidered' })
    assert.equal(stickTo(story)?.until, NOON + HOUR_MS + 30_000)
  })
})
