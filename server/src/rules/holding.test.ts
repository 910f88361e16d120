import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { changes, disabled, plot, queueOf, refusalsOf, transfers } from '../testing/plots.ts'
import { NOON } from '../testing/routing.ts'

import { Story } from '../testing/story.ts'

const HOUR_MS = 3_600_000

describe('an operator', () => {
  test('puts it on hold, and the customer’s word ends that', () => {
    const story = new Story(plot()).customerWrites().taken().replies().held()
    assert.equal(story.holding?.status === 'assigned' && story.holding.heldSince, NOON)
    story.customerWrites()
    assert.equal(story.holding?.status === 'assigned' && story.holding.heldSince, undefined)
    assert.equal(story.said.at(-1), 'resumed')
  })

  test('puts it off until a time that is to come', () => {
    const story = new Story(plot()).customerWrites().taken().snoozed(0)
    assert.equal(story.last?.refusal?.code, 'in-the-past')
    story.snoozed(HOUR_MS).after(HOUR_MS)
    assert.equal(story.said.at(-1), 'snooze-over')
  })

  test('who passes it to a team is not asked at once', () => {
    const story = new Story(plot()).customerWrites().taken()
    story.tell(transfers({ kind: 'team', id: 'everyone' }))
    assert.deepEqual(refusalsOf(story), ['anna'])
  })

  test('who returns it is not asked at once', () => {
    const story = new Story(plot()).customerWrites().taken()
    const operator = { id: 'anna', name: 'anna' }
    story.tell({ type: 'returned', operator, mayReturnOthers: false })
    assert.deepEqual(refusalsOf(story), ['anna'])
  })

  const policies = { keep: undefined, queue: false, reassign: true } as const
  for (const policy of ['keep', 'queue', 'reassign'] as const) {
    test(`[H-20] who stays away: the team says ${policy}`, () => {
      const story = new Story(plot({ absence: { policy, afterS: 60 } })).customerWrites().taken()
      story.tell({ type: 'assignee-away', operatorId: 'anna' })
      const { holding } = story
      const isReassigned = holding?.status === 'queued' && (holding.isReassigned ?? false)
      if (policy === 'keep') assert.equal(holding?.status, 'assigned')
      else assert.equal(isReassigned, policies[policy])
    })
  }

  test('who stays away from a team that takes by hand: somebody has it without taking', () => {
    const absence = { policy: 'reassign' as const, afterS: 60 }
    const story = new Story(plot({ method: 'manual', absence })).customerWrites().taken()
    story.tell({ type: 'assignee-away', operatorId: 'anna' })
    const { holding } = story
    assert.equal(holding?.status === 'queued' && holding.isByHand, undefined)
  })

  test('who was shut out a moment ago is given nothing', () => {
    const story = new Story(plot({}, { operators: disabled('anna') })).customerWrites()
    const { conversation } = story
    assert.equal(story.offered('anna').conversation, conversation)
    assert.equal(story.assigned('anna').conversation, conversation)
  })

  test('who takes it over answers by the same team’s rules', () => {
    const story = new Story(plot()).customerWrites().taken()
    const before = story.holding?.status === 'assigned' && story.holding.teamId
    const operator = { id: 'igor', name: 'igor' }
    story.tell({ type: 'taken', operator, mayTakeOver: true })
    assert.equal(story.holding?.status === 'assigned' && story.holding.teamId, before)
    assert.ok(before)
  })

  test('who stays away keeps what is on hold', () => {
    const absence = { policy: 'reassign' as const, afterS: 60 }
    const story = new Story(plot({ absence })).customerWrites().taken().held()
    story.tell({ type: 'assignee-away', operatorId: 'anna' })
    assert.equal(story.holding?.status, 'assigned')
  })

  test('who is shut out holds nothing any more, not even on hold', () => {
    const story = new Story(plot()).customerWrites().taken().held()
    changes(story, plot({}, { operators: disabled('anna') }))
    assert.equal(queueOf(story)?.id, 'everyone')
    assert.equal(story.said.at(-1), 'assignee-gone')
  })
})
