import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { disabled, isWoken, plot, transfers } from '../testing/plots.ts'
import { Story } from '../testing/story.ts'

const toIgor = transfers({ kind: 'operator', id: 'igor' })
const undo = (id = 'anna', mayUndoOthers = false) => ({
  type: 'transfer-undone' as const,
  operator: { id, name: id },
  mayUndoOthers,
})

describe('what was passed on', () => {
  test('is where it was when it is taken back, as if nothing had been', () => {
    const story = new Story(plot()).customerWrites().taken()
    const before = story.holding
    story.tell(toIgor).offered('igor').after(5000).tell(undo())
    assert.deepEqual(story.holding, before)
    assert.equal(story.conversation?.passedOn, undefined)
    assert.equal(story.said.at(-1), 'transfer-undone')
    assert.ok(isWoken(story))
  })

  test('keeps its age in the queue it comes back to', () => {
    const story = new Story(plot()).customerWrites().after(60_000)
    const { since } = story.holding as { since: number }
    story.tell(toIgor).after(3000).tell(undo())
    assert.equal(story.holding?.status === 'queued' && story.holding.since, since)
  })

  test('is taken back though routing has given it, and not once somebody acts upon it', () => {
    const given = () => new Story(plot()).customerWrites().taken().tell(toIgor).assigned('igor')
    assert.equal(given().tell(undo()).holding?.status, 'assigned')
    assert.equal(given().replies('igor').tell(undo()).last?.refusal?.code, 'cannot-undo')
    const taken = new Story(plot()).customerWrites().taken().tell(toIgor).taken('igor')
    assert.equal(taken.tell(undo()).last?.refusal?.code, 'cannot-undo')
  })

  test('a word of the customer meanwhile changes nothing of that', () => {
    const story = new Story(plot()).customerWrites().taken().tell(toIgor)
    story.after(2000).customerWrites().tell(undo())
    assert.equal(story.holding?.status === 'assigned' && story.holding.operatorId, 'anna')
  })

  test('is taken back in time, by who did it or who may act for others', () => {
    const passed = () => new Story(plot()).customerWrites().taken().tell(toIgor)
    assert.equal(passed().tell(undo('olga')).last?.refusal?.code, 'not-yours')
    assert.equal(passed().tell(undo('olga', true)).holding?.status, 'assigned')
    assert.equal(passed().after(16_000).tell(undo()).last?.refusal?.code, 'cannot-undo')
  })

  test('goes back to nobody who was shut out meanwhile', () => {
    const story = new Story(plot()).customerWrites().taken().tell(toIgor)
    story.plot = plot({}, { operators: disabled('anna') })
    assert.equal(story.tell(undo()).last?.refusal?.code, 'cannot-undo')
  })
})
