import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Conversation, Permission, Session } from '@otklik/protocol'

import { mayPause, mayTake, mayTransfer } from './may-act.ts'

const taking: Permission[] = ['conversations.take']

test('[CC-04] lets whoever takes from the queue take from a bot', () => {
  const withBot = held('bot')
  assert.equal(mayTake(withBot, anna(taking)), true)
  assert.equal(mayTake(withBot, anna([])), false)
  assert.equal(mayTransfer(withBot, anna(taking)), true)
  assert.equal(mayPause(withBot, anna(taking)), false)
})

test("leaves a colleague's conversation to who may reassign", () => {
  const his = { ...held('assigned'), operatorId: 'igor' }
  assert.equal(mayTake(his, anna(taking)), false)
  assert.equal(mayTake(his, anna([...taking, 'conversations.reassign'])), true)
})

function anna(permissions: Permission[]): Session {
  return { operator: { id: 'anna' }, permissions } as Session
}

function held(status: Conversation['status']): Conversation {
  return { id: 'marina', status, contact: { id: 'marina', name: 'Марина' } } as Conversation
}
