import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from '@otklik/protocol'

import { check } from './check.ts'
import type { Evidence } from './evidence.ts'

// A checker that never complains proves nothing: each promise is broken here once.

const person = 'telegram:5000000001'
const texts = { hello: `⟦in/${person}/1⟧`, again: `⟦in/${person}/2⟧`, reply: `⟦out/${person}/1⟧` }

/** Two messages came in, one reply went out, and everybody remembers the same. */
function goodEvidence(): Evidence {
  const stored = [
    { id: 'a', seq: 1, author_type: 'contact', text: texts.hello, status: null },
    { id: 'b', seq: 2, author_type: 'contact', text: texts.again, status: null },
    { id: 'c', seq: 3, author_type: 'operator', text: texts.reply, status: 'sent' },
  ].map((row) => ({ ...row, conversation_id: 'x' }))
  const transcripts = stored.map(({ id, seq, text, status }) => {
    return { id, seq, text, version: 1, ...(status && { status }) } as Message
  })
  const fresh = { number: 6, conversations: [], channels: [] }
  return {
    written: [1, 2].map((count) => ({
      ...{ direction: 'in' as const, person, count, messageId: String(count) },
    })),
    accepted: [{ direction: 'out', person, count: 1, id: 'c', conversationId: 'x' }],
    brought: [1, 2].map((n) => ({
      person,
      messageId: String(n),
      attempts: [{ at: n * 10, outcome: 200 }],
      acknowledgedAt: n * 10 + 5,
      isGivenUp: false,
    })),
    taken: [{ person, text: texts.reply }],
    exactPeople: new Set(),
    stored,
    unknownAttempts: [],
    feed: { count: 6, least: 1, most: 6, counter: 6 },
    deadlocks: 0,
    backlog: 0,
    transcripts,
    fresh,
    replicas: [
      {
        ...structuredClone({ ...fresh, messages: transcripts }),
        faults: { holes: 0, repeats: 0, reloads: 0 },
        connections: 1,
      },
    ],
  }
}

function brokenBy(spoil: (evidence: Evidence) => void): string[] {
  const evidence = goodEvidence()
  spoil(evidence)
  const broken = Object.entries(check(evidence)).filter(([, cases]) => cases.length > 0)
  return broken.map(([promise]) => promise)
}

test('finds nothing where all remember the same', () => {
  assert.deepEqual(
    brokenBy(() => {}),
    [],
  )
})

test('asks for nothing that the platform gave up, and for all that it keeps', () => {
  const loseLast = (isGivenUp: boolean) =>
    brokenBy((it) => {
      const { acknowledgedAt: _, ...brought } = it.brought[1]!
      it.brought[1] = { ...brought, isGivenUp }
      for (const list of [it.stored, it.transcripts, it.replicas[0]!.messages]) list.splice(1, 1)
    })
  assert.deepEqual(loseLast(true), [])
  assert.deepEqual(loseLast(false), ['never stored'])
})

const faults: Record<string, (evidence: Evidence) => void> = {
  'acknowledged and lost': (it) => it.stored.splice(1, 1),
  'stored twice': (it) => it.stored.push({ ...it.stored[0]!, id: 'd' }),
  'stored, and written by nobody': (it) => it.written.pop(),
  'stored out of order': (it) => {
    it.stored[0]!.seq = 5
  },
  'replies accepted and lost': (it) => it.stored.pop(),
  'replies without an end': (it) => {
    it.stored[2]!.status = 'queued'
  },
  'doubled at the platform': (it) => it.taken.push({ ...it.taken[0]! }),
  'sent to somebody else': (it) => {
    it.taken[0]!.person = 'telegram:5000000002'
  },
  'called sent, and not there': (it) => it.taken.pop(),
  'called failed, and there': (it) => {
    it.stored[2]!.status = 'failed'
  },
  'left unknown, though it can be sent once': (it) => {
    it.stored[2]!.status = 'unknown'
    it.exactPeople.add(person)
  },
  'unknown, and not marked so': (it) => it.unknownAttempts.push({ message_id: 'c' }),
  'feed numbers left out': (it) => {
    it.feed.count--
  },
  'holes and repetitions at a socket': (it) => {
    it.replicas[0]!.faults.holes++
  },
  'screens unlike a fresh load': (it) => it.replicas[0]!.messages.pop(),
  'left in a queue': (it) => {
    it.backlog = 1
  },
  deadlocks: (it) => {
    it.deadlocks = 1
  },
}
for (const [promise, spoil] of Object.entries(faults)) {
  test(`sees ${promise}`, () => assert(brokenBy(spoil).includes(promise)))
}
