import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from '@otklik/protocol'

import { check } from './check.ts'
import type { Evidence, StoredMessage } from './evidence.ts'
import { AUTO_REPLIES, CLOSING_TEXT } from './rules.ts'
import { invariantOf } from './verdict.ts'

// A checker that never complains proves nothing: each promise is broken here once.

const person = 'telegram:5000000001'
const texts = { hello: `⟦in/${person}/1⟧`, again: `⟦in/${person}/2⟧`, reply: `⟦out/${person}/1⟧` }

/** Two messages came in, one reply went out, and everybody remembers the same. */
function goodEvidence(): Evidence {
  const stored = [
    { id: 'a', seq: 1, author_type: 'contact', text: texts.hello, status: null },
    { id: 'b', seq: 2, author_type: 'contact', text: texts.again, status: null },
    { id: 'c', seq: 3, author_type: 'operator', text: texts.reply, status: 'sent' },
  ].map((row) => ({ ...row, conversation_id: 'x', number: 1, createdAt: 5000 }))
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
    taken: [{ person, text: texts.reply, isToldRead: false }],
    exactPeople: new Set(),
    stored,
    conversations: [
      {
        id: 'x',
        number: 1,
        address: '5000000001',
        status: 'assigned',
        openedAt: 1000,
        isLookedAfter: true,
        isOverdue: false,
      },
    ],
    unknownAttempts: [],
    doubtful: 0,
    forged: [401],
    putOff: [],
    administered: { changes: 2, entries: 2 },
    equalVersions: 0,
    health: { mistakes: [], refusals: [], leaks: [] },
    feed: { count: 6, least: 1, most: 6, counter: 6 },
    deadlocks: 0,
    unrest: [],
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

/** After two messages of the customer, and before the reply. */
const saidByItself = (more: Partial<StoredMessage>): StoredMessage => ({
  ...{ id: 'auto', conversation_id: 'x', number: 1, seq: 2, author_type: 'system' },
  ...{ text: AUTO_REPLIES[0]!.text, status: 'unknown', createdAt: 4000, ...more },
})

const shownByItself = () => ({ person, text: AUTO_REPLIES[0]!.text, isToldRead: false })

const faults: Record<string, (evidence: Evidence) => void> = {
  'acknowledged and lost': (it) => it.stored.splice(1, 1),
  'stored twice': (it) => it.stored.push({ ...it.stored[0]!, id: 'd' }),
  'stored, and written by nobody': (it) => it.written.pop(),
  'two messages in one place': (it) => {
    it.stored[1]!.seq = 1
  },
  'stored out of order': (it) => {
    it.stored[0]!.seq = 5
  },
  'replies accepted and lost': (it) => it.stored.pop(),
  'replies without an end': (it) => {
    it.stored[2]!.status = 'queued'
  },
  'sent twice, though it knows our key': (it) => {
    it.taken.push({ ...it.taken[0]! })
    it.exactPeople.add(person)
  },
  'sent twice': (it) => it.taken.push({ ...it.taken[0]! }),
  'sent to somebody else': (it) => {
    it.taken[0]!.person = 'telegram:5000000002'
  },
  'called sent, and not there': (it) => it.taken.pop(),
  'called failed, and there': (it) => {
    it.stored[2]!.status = 'failed'
  },
  'told that it was read, and forgotten': (it) => {
    it.taken[0]!.isToldRead = true
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
  'told, and not so': (it) =>
    it.replicas[0]!.messages.push({ ...it.transcripts[0]!, id: 'nowhere' }),
  'never at rest': (it) => it.unrest.push('1 of our own'),
  'forged, and taken': (it) => it.forged.push(200),
  deadlocks: (it) => {
    it.deadlocks = 1
  },
  'said by itself more than once': (it) => {
    it.stored.push(saidByItself({ seq: 1 }), saidByItself({ seq: 2 }))
  },
  'said by itself too early': (it) => it.stored.push(saidByItself({ createdAt: 2000 })),
  'due, and never said by itself': (it) => it.stored.pop(),
  'said by itself after an answer': (it) => it.stored.push(saidByItself({ seq: 4 })),
  'closed without its closing text': (it) => {
    it.conversations[0]!.status = 'closed'
  },
  'said after the closing text': (it) => {
    it.conversations[0]!.status = 'closed'
    it.stored.unshift(saidByItself({ text: CLOSING_TEXT }))
  },
  'closing text, and not closed': (it) => it.stored.push(saidByItself({ text: CLOSING_TEXT })),
  'shown more often than said': (it) => {
    it.stored.push(saidByItself({}))
    for (let time = 1; time <= 2; time++) it.taken.push(shownByItself())
  },
  'called sent by itself, and not there': (it) => it.stored.push(saidByItself({ status: 'sent' })),
  'shown, and never said': (it) => it.taken.push(shownByItself()),
  'looked after by nobody': (it) => {
    it.conversations[0]!.isLookedAfter = false
  },
  'due, and not done': (it) => {
    it.conversations[0]!.isOverdue = true
  },
  'two states of one version': (it) => {
    it.equalVersions = 1
  },
  'called again before it was asked for': (it) =>
    it.putOff.push({ part_id: 'p', platform: 'telegram', pauseMs: 1000 }),
  'changes without an entry': (it) => {
    it.administered.entries = 1
  },
  'mistakes in the log': (it) => it.health.mistakes.push('nobody waited for this'),
  'mistakes in answers': (it) => it.health.refusals.push('GET /api/v1/snapshot'),
  'secrets in plain words': (it) => it.health.leaks.push('1234… in the log'),
}
for (const [promise, spoil] of Object.entries(faults)) {
  test(`[${invariantOf(promise)}] sees ${promise}`, () => {
    assert(brokenBy(spoil).includes(promise))
  })
}
