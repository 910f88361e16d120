import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Conversation } from '@otklik/protocol'

import { queueGroups } from './queue-rows.ts'

test('puts who waits first, the oldest at the top', () => {
  assert.deepEqual(
    shown([queued('late', '14:20'), held('anna', '13:00'), queued('early', '14:01')]),
    [
      ['waiting', 'early', 'late'],
      ['handled', 'anna'],
    ],
  )
})

test('keeps what is offered among those who wait', () => {
  assert.deepEqual(shown([{ ...queued('asked', '14:00'), status: 'offered' }]), [
    ['waiting', 'asked'],
  ])
})

test('puts those who wait for an answer before the answered', () => {
  const answered = { ...held('answered', '13:00'), owes: 'customer' as const }
  assert.deepEqual(shown([answered, held('owed', '14:00')]), [['handled', 'owed', 'answered']])
})

test('shows what is on hold by itself', () => {
  const paused = { ...held('paused', '13:00'), heldSince: '2026-10-03T13:30:00Z' }
  assert.deepEqual(shown([paused]), [['aside', 'paused']])
})

test('leaves out what is closing or closed', () => {
  assert.deepEqual(shown([{ ...held('closing', '13:00'), status: 'closing' }]), [])
})

test('filters by team and by channel together', () => {
  const delivery = { ...queued('delivery', '14:00'), teamId: 'delivery' }
  const other = { ...queued('other', '14:00'), teamId: 'delivery', channelId: 'other' }
  assert.deepEqual(
    shown([delivery, other, queued('none', '14:00')], { teamId: 'delivery', channelId: 'channel' }),
    [['waiting', 'delivery']],
  )
})

function shown(conversations: Conversation[], filter = {}) {
  return queueGroups(conversations, filter).map((group) => [
    group.name,
    ...group.conversations.map(({ id }) => id),
  ])
}

function held(id: string, time: string): Conversation {
  return { ...queued(id, time), status: 'assigned', operatorId: 'anna' }
}

function queued(id: string, time: string): Conversation {
  const at = `2026-10-03T${time}:00Z`
  return {
    id,
    version: 1,
    number: 1,
    channelId: 'channel',
    kind: 'direct',
    contact: { id: `contact of ${id}`, name: id },
    status: 'queued',
    weight: 1,
    owes: 'us',
    waitingSince: at,
    unread: 1,
    openedAt: at,
    lastActivityAt: at,
    isContactBlocking: false,
  }
}
