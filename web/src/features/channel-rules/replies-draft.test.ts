import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  haveRepliesChanged,
  nextReply,
  type ReplyDraft,
  repliesRequest,
  replyDrafts,
  replyProblems,
} from './replies-draft.ts'

const reply = (traits: Partial<ReplyDraft> = {}): ReplyDraft => ({
  key: 'a',
  text: 'Уже читаем',
  delay: '1',
  unit: 'minutes',
  ...traits,
})

test('[COM-32] shows each delay in the largest unit that holds it whole', () => {
  const stored = [0, 45, 60, 90, 7200].map((delayS, index) => ({
    id: String(index),
    text: 'Уже читаем',
    delayS,
  }))
  const shown = replyDrafts(stored).map(({ delay, unit }) => `${delay} ${unit}`)
  assert.deepEqual(shown, ['0 seconds', '45 seconds', '1 minutes', '90 seconds', '2 hours'])
  assert.deepEqual(repliesRequest(replyDrafts(stored)), stored)
})

test('[COM-32] asks for a text and a delay of each', () => {
  assert.deepEqual(replyProblems([reply({ text: ' ', delay: '' })]), {
    '0.text': { code: 'required' },
    '0.delayS': { code: 'wrong-delay' },
  })
  assert.deepEqual(replyProblems([reply({ delay: '0', unit: 'seconds' })]), {})
  assert.deepEqual(replyProblems([reply({ delay: '24', unit: 'hours' })]), {})
  assert.deepEqual(replyProblems([reply({ delay: '25', unit: 'hours' })]), {
    '0.delayS': { code: 'wrong-delay' },
  })
})

test('refuses equal delays, however they are spelt', () => {
  const replies = [reply(), reply({ key: 'b', delay: '60', unit: 'seconds' })]
  assert.deepEqual(replyProblems(replies), { '1.delayS': { code: 'same-delay' } })
})

test('takes another spelling of the same for no change', () => {
  const stored = [reply({ id: 'a' })]
  const spelt = [reply({ id: 'a', delay: '60', unit: 'seconds', text: ' Уже читаем' })]
  assert.equal(haveRepliesChanged(stored, spelt), false)
  assert.equal(haveRepliesChanged(stored, []), true)
})

test('[COM-33] offers the next one later than those there are', () => {
  assert.equal(nextReply([], 'b').delay, '1')
  const next = nextReply([reply(), reply({ delay: '10' })], 'b')
  assert.deepEqual([next.delay, next.unit], ['15', 'minutes'])
})
