import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { changes, transfers } from '../testing/plots.ts'
import { NOON } from '../testing/routing.ts'
import { aTeam, everyone, openBetween } from '../testing/rules.ts'
import { Story } from '../testing/story.ts'
import type { Effect } from './index.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const usual = { firstS: 600, nextS: 1800, resolutionS: 4 * 3600 }
const sla = { usual, vip: { firstS: 120, nextS: null, resolutionS: null } }
const plot = (facts = {}) => ({ teams: [{ ...everyone, sla }], ...facts })

const dueIn = (story: Story) => {
  const dueAt = story.conversation?.sla?.wait?.dueAt
  return dueAt === undefined ? undefined : (dueAt - story.now) / MINUTE_MS
}
const kept = ({ last }: Story) =>
  (last?.effects ?? []).flatMap((effect: Effect) =>
    effect.type === 'keep-sla'
      ? [{ kind: effect.kind, isBroken: effect.clock.brokenAt !== undefined }]
      : [],
  )

describe('a promise', () => {
  test('runs from the customer’s first word to the first answer of a person', () => {
    const story = new Story(plot()).customerWrites().after(4 * MINUTE_MS)
    assert.equal(dueIn(story), 6)
    assert.equal(story.customerWrites().conversation?.sla?.wait?.startedAt, NOON)
    story.taken().replies()
    assert.deepEqual(kept(story), [{ kind: 'first', isBroken: false }])
    assert.equal(dueIn(story), undefined)
  })

  test('is another one for each next answer', () => {
    const story = new Story(plot()).customerWrites().taken().replies().customerWrites()
    assert.equal(story.conversation?.sla?.wait?.kind, 'next')
    assert.equal(dueIn(story), 30)
    assert.deepEqual(kept(story.replies()), [{ kind: 'next', isBroken: false }])
  })

  test('that is not kept is told once, written down, and written again when it is over', () => {
    const story = new Story(plot())
      .customerWrites()
      .taken()
      .after(11 * MINUTE_MS)
    assert.deepEqual(
      story.said.filter((code) => code === 'sla-broken'),
      ['sla-broken'],
    )
    assert.deepEqual(story.conversation?.sla?.broken, ['first'])
    story.after(20 * MINUTE_MS).replies()
    assert.deepEqual(kept(story), [{ kind: 'first', isBroken: true }])
    assert.deepEqual(story.conversation?.sla?.broken, ['first'])
  })

  test('goes on as if nothing had been where a transfer is taken back, kept or not', () => {
    const toSales = transfers({ kind: 'team', id: 'sales' })
    const undo = {
      type: 'transfer-undone' as const,
      operator: { id: 'anna', name: 'anna' },
      mayUndoOthers: false,
    }
    const team = aTeam('sales', { sla: { usual: { ...usual, firstS: 60 }, vip: null } })
    const teams = [{ ...everyone, sla }, team]
    for (const minutes of [4, 11]) {
      const story = new Story({ teams })
        .customerWrites()
        .taken()
        .after(minutes * MINUTE_MS)
      const before = story.conversation?.sla
      story.tell(toSales)
      assert.equal(dueIn(story), 1)
      story.after(5000).tell(undo)
      assert.deepEqual(story.conversation?.sla, before)
    }
    const owing = new Story({ teams }).customerWrites().taken().replies().tell(toSales)
    owing.after(2000).customerWrites()
    const since = owing.conversation?.sla
    assert.deepEqual(owing.tell(undo).conversation?.sla, since, 'what was promised meanwhile stays')
    const unpromised = new Story({ teams: [everyone, team] }).customerWrites().taken().tell(toSales)
    assert.equal(dueIn(unpromised), 1)
    assert.equal(unpromised.after(5000).tell(undo).conversation?.sla, undefined)
  })

  test('counts working time alone', () => {
    const schedule = openBetween(NOON + HOUR_MS, NOON + 9 * HOUR_MS)
    const story = new Story(plot({ schedule })).customerWrites()
    assert.equal(dueIn(story), 70)
  })

  test('stands still while it is on hold or put off', () => {
    const story = new Story(plot())
      .customerWrites()
      .taken()
      .after(4 * MINUTE_MS)
      .held()
    assert.equal(dueIn(story), undefined)
    story.after(HOUR_MS).held('resumed')
    assert.equal(dueIn(story), 6)
    story.snoozed(HOUR_MS).after(2 * HOUR_MS)
    assert.deepEqual(story.conversation?.sla?.broken, ['first'])
    assert.equal(story.conversation?.sla?.wait?.brokenAt, story.now - HOUR_MS + 6 * MINUTE_MS)
  })

  test('begins anew for whoever it is handed to, by the targets of their team', () => {
    const quick = aTeam('quick', { sla: { usual: { ...usual, firstS: 60 }, vip: null } })
    const story = new Story({ teams: [{ ...everyone, sla }, quick] })
    story
      .customerWrites()
      .taken()
      .replies()
      .customerWrites()
      .after(5 * MINUTE_MS)
    story.tell(transfers({ kind: 'team', id: 'quick' }))
    assert.equal(story.conversation?.sla?.wait?.kind, 'first')
    assert.equal(dueIn(story), 1)
    // What was passed on in time is nobody's failure; how long it took in all is not forgotten.
    assert.deepEqual(kept(story), [])
    assert.equal(story.conversation?.sla?.resolution?.startedAt, NOON)
  })

  test('is not a bot’s: it begins with the hand-over', () => {
    const verba = { id: 'verba', name: 'Верба', isAvailable: true, answerWithinMs: HOUR_MS }
    const receiver = { kind: 'bot', id: 'verba', backup: { kind: 'team', id: 'everyone' } } as const
    const story = new Story(plot({ bots: [verba], rules: { receiver } })).customerWrites()
    assert.equal(story.conversation?.sla, undefined)
    story.after(3 * MINUTE_MS).botAnswers([{ type: 'hand-over' }])
    assert.equal(dueIn(story), 10)
  })

  test('is another one for a VIP', () => {
    const context = { contact: { name: 'Олег', isBlocking: false, isVip: true } }
    const story = new Story(plot({ context })).customerWrites()
    assert.equal(dueIn(story), 2)
    assert.equal(story.conversation?.sla?.resolution, undefined)
  })

  test('that was made stays what it was when settings change', () => {
    const story = new Story(plot()).customerWrites()
    changes(story, { teams: [everyone] })
    assert.equal(dueIn(story), 10)
    assert.equal(new Story({ teams: [everyone] }).customerWrites().conversation?.sla, undefined)
  })

  test('that is asked for no more is neither kept nor broken', () => {
    const story = new Story(plot()).customerWrites().taken()
    const operator = { id: 'anna', name: 'anna' }
    story.tell({ type: 'answer-waived', operator, mayActForOthers: false })
    assert.deepEqual(kept(story), [])
    assert.equal(story.conversation?.sla?.wait, undefined)
    story.tell({ type: 'answer-owed', operator, mayActForOthers: false })
    assert.equal(dueIn(story), 10)
  })

  test('to settle the matter ends with the close, and not with spam', () => {
    const story = new Story(plot()).customerWrites().taken().replies().closed().after(8000)
    assert.deepEqual(kept(story), [{ kind: 'resolution', isBroken: false }])
    assert.equal(story.conversation?.sla, undefined)
    const spam = new Story(plot()).customerWrites().closed('spam').after(8000)
    assert.deepEqual(kept(spam), [])
    const late = new Story(plot())
      .customerWrites()
      .taken()
      .replies()
      .after(5 * HOUR_MS)
    assert.deepEqual(kept(late.closed().after(8000)), [{ kind: 'resolution', isBroken: true }])
  })
})
