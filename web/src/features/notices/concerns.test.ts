import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Conversation, OperatorStatus, Team } from '@otklik/protocol'

import { type Hearing, isGivenTo, isOwedBy } from './concerns.ts'

test('rings for what one holds and not for what others hold', () => {
  assert.equal(rings({ status: 'assigned', operatorId: 'anna' }), true)
  assert.equal(rings({ status: 'assigned', operatorId: 'igor' }), false)
  assert.equal(rings({ status: 'assigned', operatorId: 'igor' }, { noticesOf: 'all' }), true)
})

test('[REQ-26] rings by what is owed: a word that asks for no answer is quiet', () => {
  assert.equal(rings({ status: 'assigned', operatorId: 'anna', owes: 'customer' }), false)
})

test('rings for what waits to be taken by hand in one of the own teams', () => {
  assert.equal(rings({ status: 'queued', teamId: 'by-hand' }), true)
  assert.equal(rings({ status: 'queued', teamId: 'others' }), false)
  assert.equal(rings({ status: 'queued', teamId: 'others' }, { noticesOf: 'team' }), false)
})

test('rings nobody who takes nothing', () => {
  assert.equal(rings({ status: 'queued', teamId: 'by-hand' }, { mayTake: false }), false)
})

test('[REQ-04] keeps silent about what is given out by itself, unless nobody is there', () => {
  assert.equal(rings({ status: 'queued', teamId: 'automatic' }), false)
  assert.equal(rings({ status: 'offered', teamId: 'automatic' }), false)
  assert.equal(rings({ status: 'queued', teamId: 'automatic' }, deserted), true)
})

test('rings for whom alone it waits', () => {
  assert.equal(rings({ status: 'queued', awaitedOperatorId: 'anna' }), true)
  assert.equal(rings({ status: 'queued', awaitedOperatorId: 'igor' }), false)
})

test('what is passed on rings for its new holder, not for who wants to hear of all', () => {
  const given = { status: 'assigned', operatorId: 'igor' } as Conversation
  assert.equal(isGivenTo(given, { ...anna(), noticesOf: 'all' }), false)
  assert.equal(isGivenTo({ ...given, operatorId: 'anna' }, anna()), true)
})

const teams = new Map(
  [
    team('by-hand', 'manual', ['anna']),
    team('others', 'manual', ['igor']),
    team('automatic', 'least-loaded', ['anna', 'igor']),
  ].map((each) => [each.id, each]),
)
const deserted: Partial<Hearing> = { operators: statuses('break', 'offline') }

function rings(conversation: Partial<Conversation>, changes: Partial<Hearing> = {}): boolean {
  return isOwedBy({ owes: 'us', ...conversation } as Conversation, { ...anna(), ...changes })
}

function anna(): Hearing {
  const operators = statuses('online', 'online')
  return { me: 'anna', mayTake: true, noticesOf: 'mine', teams, operators }
}

function statuses(annas: OperatorStatus, igors: OperatorStatus): Hearing['operators'] {
  return new Map([
    ['anna', { status: annas }],
    ['igor', { status: igors }],
  ])
}

function team(id: string, method: Team['settings']['method'], memberIds: string[]): Team {
  const settings = { method } as Team['settings']
  return { id, version: 1, name: id, isEveryone: false, memberIds, settings }
}
