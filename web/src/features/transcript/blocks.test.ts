import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Message } from '@otklik/protocol'

import { blocksOf, inShownOrder } from './blocks.ts'

test('keeps the accepted order between different speakers', () => {
  const shown = inShownOrder([said(1, '14:00:09'), { ...replied(2), at: at('14:00:05') }])
  assert.deepEqual(seqs(shown), [1, 2])
})

test('shows overtaken neighbours of one customer by the platform time', () => {
  const shown = inShownOrder([said(1, '14:00:09'), said(2, '14:00:03'), said(3, '14:00:12')])
  assert.deepEqual(seqs(shown), [2, 1, 3])
})

test('keeps the accepted order beyond ten seconds', () => {
  assert.deepEqual(seqs(inShownOrder([said(1, '14:00:20'), said(2, '14:00:03')])), [1, 2])
})

test('divides days and joins a run of one speaker', () => {
  const blocks = blocksOf([said(1, '10:00:00'), said(2, '10:01:00'), replied(3)])
  assert.deepEqual(
    blocks.map((block) => (block.type === 'speech' ? block.startsRun : block.type)),
    ['day', true, false, true],
  )
})

test('puts the divider before the first unread message', () => {
  const blocks = blocksOf([said(1, '10:00:00'), said(2, '10:01:00')], 2)
  assert.deepEqual(
    blocks.map(({ type }) => type),
    ['day', 'speech', 'unread', 'speech'],
  )
})

test('takes the divider away once somebody has answered after it', () => {
  const blocks = blocksOf([said(1, '10:00:00'), said(2, '10:01:00'), replied(3)], 2)
  assert.deepEqual(
    blocks.map(({ type }) => type),
    ['day', 'speech', 'speech', 'speech'],
  )
})

test('counts the answer of a bot as one', () => {
  const bot = { type: 'bot', id: 'verba', name: 'Верба' } as const
  const answer = { ...replied(2), author: bot }
  assert.deepEqual(
    blocksOf([said(1, '10:00:00'), answer], 1).map(({ type }) => type),
    ['day', 'speech', 'speech'],
  )
})

test('joins an album and neighbouring system lines', () => {
  const blocks = blocksOf([
    { ...said(1, '10:00:00'), albumId: 'sofa' },
    { ...said(2, '10:00:01'), albumId: 'sofa' },
    system(3),
    system(4),
  ])
  assert.deepEqual(
    blocks.map((block) => ('messages' in block ? block.messages.length : block.type)),
    ['day', 2, 2],
  )
})

test('never joins a note to a reply', () => {
  const blocks = blocksOf([replied(1), { ...replied(2), kind: 'note' }])
  assert.deepEqual(
    blocks.map((block) => block.type === 'speech' && block.startsRun),
    [false, true, true],
  )
})

function said(seq: number, time: string): Message {
  return {
    id: `message ${seq}`,
    conversationId: 'marina',
    version: 1,
    seq,
    kind: 'message',
    author: { type: 'contact', id: 'marina', name: 'Марина' },
    text: 'Здравствуйте',
    at: at(time),
  }
}

function replied(seq: number): Message {
  return { ...said(seq, '14:00:00'), author: { type: 'operator', id: 'anna', name: 'Анна' } }
}

function system(seq: number): Message {
  return { ...said(seq, '14:00:00'), kind: 'system', author: { type: 'system', name: '' } }
}

function at(time: string): string {
  return `2026-10-03T${time}`
}

function seqs(messages: Message[]): number[] {
  return messages.map(({ seq }) => seq)
}
