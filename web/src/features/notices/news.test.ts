import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Conversation, Message, OperatorStatus, SystemLine, Team } from '@otklik/protocol'

import { newsOf } from './news.ts'

test('hears what concerns the reader though a colleague’s customer wrote last', () => {
  assert.deepEqual(told([from('marina'), from('oleg')]), ['marina'])
})

test('tells of every conversation of a frame, each by its last word', () => {
  const messages = [from('marina', 'Где заказ?'), from('vera'), from('marina', 'Вы здесь?')]
  const news = newsOf(messages, known('online'), anna)
  assert.deepEqual(news.map(({ message }) => message.text).sort(), ['Вы здесь?', 'Здравствуйте'])
})

test('keeps silent about what is looked at, what was edited and what is old', () => {
  assert.deepEqual(told([from('marina')], { seenId: 'marina' }), [])
  assert.deepEqual(told([{ ...from('marina'), version: 2 }]), [])
  assert.deepEqual(told([{ ...from('marina'), at: '2026-10-03T14:30:00Z' }]), [])
})

for (const status of ['do-not-disturb', 'offline'] as const) {
  test(`[REQ-22] «${status}» silences customers, not a note that calls by name`, () => {
    const messages = [from('marina'), call('oleg')]
    assert.deepEqual(told(messages, {}, status), ['oleg'])
  })
}

test('[REQ-22] nothing at all is told in quiet hours', () => {
  const quietHours = { from: '14:00', until: '15:00', timeZone: 'UTC' }
  assert.deepEqual(told([from('marina'), call('oleg')], { quietHours }), [])
})

for (const [code, kind] of [
  ['bot-handed-over', 'handed-over'],
  ['bot-unavailable', 'handed-over'],
  ['transferred', 'transferred'],
  ['returned', 'waits'],
  ['moved-to-backup', 'waits'],
  ['assignee-away', 'waits'],
] as const) {
  test(`[REQ-04] tells a team that works by hand of «${code}»`, () => {
    const news = newsOf([line('oksana', code)], known('online'), anna)
    assert.deepEqual(
      news.map((each) => each.kind),
      [kind],
    )
    assert.deepEqual(newsOf([line('oksana', code)], known('online'), { ...anna, me: 'igor' }), [])
  })
}

test('keeps silent about what the reader has passed on themselves', () => {
  assert.deepEqual(told([line('oksana', 'transferred', { operatorId: 'anna' })]), [])
  assert.deepEqual(told([line('oksana', 'transferred', { operatorId: 'igor' })]), ['oksana'])
  assert.deepEqual(told([line('oksana', 'returned', { operatorId: 'anna' })]), [])
})

type Listener = Parameters<typeof newsOf>[2]

const anna: Listener = {
  me: 'anna',
  mayTake: true,
  noticesOf: 'mine',
  quietHours: null,
  seenId: undefined,
  now: Date.parse('2026-10-03T14:32:00Z'),
}

function told(messages: Message[], changes: Partial<Listener> = {}, status?: OperatorStatus) {
  const news = newsOf(messages, known(status ?? 'online'), { ...anna, ...changes })
  return news.map(({ conversation }) => conversation.id)
}

function known(status: OperatorStatus) {
  const held = [
    { id: 'marina', status: 'assigned', operatorId: 'anna' },
    { id: 'vera', status: 'assigned', operatorId: 'anna' },
    { id: 'oleg', status: 'assigned', operatorId: 'igor' },
    { id: 'oksana', status: 'queued', teamId: 'delivery' },
  ].map((each) => [each.id, { owes: 'us', ...each } as unknown as Conversation] as const)
  const delivery = { memberIds: ['anna'], settings: { method: 'manual' } } as unknown as Team
  return {
    conversations: new Map(held),
    operators: new Map([['anna', { status }]]),
    teams: new Map([['delivery', delivery]]),
  }
}

function from(conversationId: string, text = 'Здравствуйте'): Message {
  const author = { type: 'contact', name: conversationId } as const
  const at = '2026-10-03T14:31:50Z'
  return { id: text, conversationId, version: 1, seq: 1, kind: 'message', author, text, at }
}

function call(conversationId: string): Message {
  const author = { type: 'operator', id: 'igor', name: 'Игорь' } as const
  const mentions = [{ kind: 'operator', id: 'anna', name: 'Анна' } as const]
  return { ...from(conversationId), kind: 'note', author, mentions }
}

function line(
  conversationId: string,
  code: SystemLine['code'],
  parameters: Record<string, string> = {},
): Message {
  const author = { type: 'system', name: '' } as const
  return { ...from(conversationId), kind: 'system', author, system: { code, parameters } }
}
