import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Conversation } from '@otklik/protocol'

import { outcomeOf, shareLeft } from './outcome.ts'

const until = Date.parse('2026-10-03T14:00:30Z')

test('says nothing while the offer stands or once it is mine', () => {
  assert.equal(outcome({}), undefined)
  assert.equal(outcome({ status: 'assigned', operatorId: 'anna' }), undefined)
})

test('tells who was faster from the time running out', () => {
  assert.equal(outcome({ status: 'assigned', operatorId: 'igor' }), 'taken')
  assert.equal(outcome({ status: 'queued' }, until), 'passed')
  assert.equal(outcome({ offer: { ...offer, operatorIds: ['igor'] } }, until), 'passed')
})

test('tells a withdrawn offer from one that ran out', () => {
  assert.equal(outcome({ status: 'queued' }, until - 10_000), 'withdrawn')
})

test('tells that it was closed meanwhile', () => {
  assert.equal(outcome({ status: 'closing' }), 'closed')
})

test('counts what remains of the time to accept', () => {
  assert.equal(shareLeft(offer, until - 15_000), 0.5)
  assert.equal(shareLeft(offer, until + 1000), 0)
  assert.equal(shareLeft(offer, until - 60_000), 1)
})

const offer = {
  operatorIds: ['anna', 'igor'],
  since: '2026-10-03T14:00:00Z',
  until: '2026-10-03T14:00:30Z',
}

function outcome(change: Partial<Conversation>, at = until - 20_000) {
  return outcomeOf(offered(), { ...offered(), ...change }, { me: 'anna', at })
}

function offered(): Conversation {
  return {
    id: 'marina',
    version: 1,
    number: 1,
    channelId: 'channel',
    kind: 'direct',
    contact: { id: 'contact', name: 'Марина' },
    status: 'offered',
    offer,
    weight: 1,
    owes: 'us',
    unread: 1,
    openedAt: '2026-10-03T14:00:00Z',
    lastActivityAt: '2026-10-03T14:00:00Z',
    isContactBlocking: false,
  }
}
