import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Conversation, Team } from '@otklik/protocol'

import { concerns } from './concerns.ts'

test('rings for what one holds and not for what others hold', () => {
  assert.equal(rings({ status: 'assigned', operatorId: 'anna' }), true)
  assert.equal(rings({ status: 'assigned', operatorId: 'igor' }), false)
})

test('rings for what waits to be taken by hand in one of the own teams', () => {
  assert.equal(rings({ status: 'queued', teamId: 'by-hand' }), true)
  assert.equal(rings({ status: 'queued', teamId: 'others' }), false)
})

test('keeps silent about what is given out by itself', () => {
  assert.equal(rings({ status: 'queued', teamId: 'automatic' }), false)
  assert.equal(rings({ status: 'offered', teamId: 'automatic' }), false)
})

test('rings for whom alone it waits', () => {
  assert.equal(rings({ status: 'queued', awaitedOperatorId: 'anna' }), true)
  assert.equal(rings({ status: 'queued', awaitedOperatorId: 'igor' }), false)
})

const teams = new Map(
  [
    team('by-hand', 'manual', ['anna']),
    team('others', 'manual', ['igor']),
    team('automatic', 'least-loaded', ['anna']),
  ].map((each) => [each.id, each]),
)

function rings(conversation: Partial<Conversation>): boolean {
  return concerns(conversation as Conversation, 'anna', teams)
}

function team(id: string, method: Team['settings']['method'], memberIds: string[]): Team {
  const settings = { method } as Team['settings']
  return { id, version: 1, name: id, isEveryone: false, memberIds, settings }
}
