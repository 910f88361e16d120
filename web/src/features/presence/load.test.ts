import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Conversation } from '@otklik/protocol'

import { loadOf } from './load.ts'

test('adds the weights of what is held, also while it closes', () => {
  assert.equal(loadOf([held(), held({ weight: 3 }), held({ status: 'closing' })], 'anna'), 5)
})

test('counts nothing of colleagues, closed ones and the queue', () => {
  const others = [
    held({ operatorId: 'igor' }),
    held({ status: 'closed' }),
    held({ status: 'queued' }),
  ]
  assert.equal(loadOf(others, 'anna'), 0)
})

test('leaves out what is on hold or put off, also while it closes', () => {
  const heldSince = '2026-10-03T14:00:00Z'
  const aside = [
    held({ heldSince }),
    held({ snoozedUntil: heldSince }),
    held({ status: 'closing', heldSince }),
  ]
  assert.equal(loadOf(aside, 'anna'), 0)
})

test('counts what is offered to one alone', () => {
  assert.equal(loadOf([offered(['anna'], { weight: 2 })], 'anna'), 2)
  assert.equal(loadOf([offered(['igor'])], 'anna'), 0)
})

test('counts for nobody what is offered to several, even when one is left', () => {
  const offer = { operatorIds: ['anna'], isToAll: true, since: '', until: '' }
  assert.equal(loadOf([offered(['anna', 'igor']), offered([], { offer })], 'anna'), 0)
})

function offered(operatorIds: string[], changes: Partial<Conversation> = {}): Conversation {
  const { operatorId: _, ...rest } = held()
  const offer = { operatorIds, since: '', until: '' }
  return { ...rest, status: 'offered', offer, ...changes }
}

function held(changes: Partial<Conversation> = {}): Conversation {
  return {
    id: 'conversation',
    version: 1,
    number: 1,
    channelId: 'channel',
    kind: 'direct',
    contact: { id: 'contact', name: 'Марина' },
    status: 'assigned',
    operatorId: 'anna',
    weight: 1,
    owes: 'us',
    unread: 0,
    openedAt: '2026-10-03T14:00:00Z',
    lastActivityAt: '2026-10-03T14:00:00Z',
    isContactBlocking: false,
    ...changes,
  }
}
