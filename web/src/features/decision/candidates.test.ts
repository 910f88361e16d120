import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Decision } from '@otklik/protocol'
import { wordsOf } from '@otklik/words'

import { type Candidate, idleMs, inOrder, isAskedTogether, reasonOf } from './candidates.ts'

const words = wordsOf('ru').web.decision

test('puts the chosen one first and the excluded last', () => {
  const order = inOrder([
    candidate('vera', { exclusion: 'full' }),
    candidate('igor'),
    candidate('anna', { isChosen: true }),
  ])
  assert.deepEqual(
    order.map(({ operatorId }) => operatorId),
    ['anna', 'igor', 'vera'],
  )
})

test('says in words why somebody was not asked', () => {
  assert.equal(reasonOf(candidate('vera', { exclusion: 'full' }), words), 'нет места')
  assert.equal(reasonOf(candidate('igor', { exclusion: 'break' }), words), 'на перерыве')
  assert.equal(reasonOf(candidate('igor'), words), 'на линии, место есть')
  assert.equal(reasonOf(candidate('anna', { isChosen: true }), words), '')
})

test('counts the idle time up to the decision', () => {
  const idle = candidate('anna', { lastAssignedAt: '2026-10-03T13:40:00Z' })
  assert.equal(idleMs(idle, decision([idle])), 20 * 60_000)
  assert.equal(idleMs(candidate('igor'), decision([])), undefined)
})

test('tells an offer to all from a choice of one', () => {
  const chosen = candidate('anna', { isChosen: true })
  assert.equal(isAskedTogether(decision([chosen, candidate('igor')])), false)
  assert.equal(isAskedTogether(decision([chosen, candidate('igor', { isChosen: true })])), true)
})

function decision(candidates: Candidate[]): Decision {
  return { at: '2026-10-03T14:00:00Z', rule: 'least-loaded', candidates }
}

function candidate(operatorId: string, change: Partial<Candidate> = {}): Candidate {
  return { operatorId, name: operatorId, load: 1, capacity: 5, isChosen: false, ...change }
}
