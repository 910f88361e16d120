import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Conversation, FeedEvent, Message, Operator, Snapshot, Team } from '@otklik/protocol'
import fc from 'fast-check'

import { backoffMs, reconnectMs } from './backoff.ts'
import { merge, requestedList, withEarlierPage, withLatestPage } from './message-list.ts'
import {
  nothingKnown,
  withConversations,
  withFewerClosed,
  withFewerLists,
  withFrame,
  withList,
  withMessages,
  withSnapshot,
} from './state.ts'

test('applies a frame that follows what is known', () => {
  const state = withFrame(started(7), frame(8, 9, [event(8, conversation('marina', 2))]))
  assert.notEqual(state, 'hole')
  assert.equal(state !== 'hole' && state.number, 9)
  assert.equal(state !== 'hole' && state.conversations.get('marina')?.version, 2)
})

test('sees a hole before a frame', () => {
  assert.equal(withFrame(started(7), frame(9, 9, [])), 'hole')
})

test('ignores a frame it has already seen', () => {
  const state = started(7, [conversation('marina', 3)])
  assert.equal(withFrame(state, frame(6, 7, [event(7, conversation('marina', 4))])), state)
})

test('applies only the new part of an overlapping frame', () => {
  const next = withFrame(
    started(7, [conversation('marina', 3)]),
    frame(6, 8, [event(7, conversation('marina', 9)), event(8, conversation('oleg', 1))]),
  )
  assert.ok(next !== 'hole')
  assert.equal(next.conversations.get('marina')?.version, 3)
  assert.equal(next.conversations.get('oleg')?.version, 1)
})

test('never replaces a newer version by an older one', () => {
  const next = withFrame(
    started(7, [conversation('marina', 5)]),
    frame(8, 8, [event(8, conversation('marina', 4))]),
  )
  assert.ok(next !== 'hole')
  assert.equal(next.conversations.get('marina')?.version, 5)
})

test('forgets what left the scope', () => {
  const next = withFrame(
    started(7, [conversation('marina', 5)]),
    frame(8, 8, [{ number: 8, kind: 'gone', payload: { id: 'marina' } }]),
  )
  assert.ok(next !== 'hole')
  assert.equal(next.conversations.size, 0)
})

test('knows the newest of each team and forgets a deleted one', () => {
  const next = withFrame(
    started(7),
    frame(8, 11, [
      { number: 8, kind: 'team', payload: team('delivery', 2) },
      { number: 9, kind: 'team', payload: team('delivery', 1) },
      { number: 10, kind: 'team', payload: team('sales', 1) },
      { number: 11, kind: 'gone', payload: { id: 'sales' } },
    ]),
  )
  assert.ok(next !== 'hole')
  assert.deepEqual([...next.teams.values()], [team('delivery', 2)])
})

test('comes by the feed to what a fresh snapshot says', () => {
  const offer = {
    operatorIds: ['anna'],
    since: '2026-10-03T14:00:00Z',
    until: '2026-10-03T14:01:00Z',
  }
  const offered = { ...conversation('marina', 2, 'offered'), teamId: 'delivery', offer }
  const { offer: _, ...rest } = offered
  const held = { ...rest, version: 3, status: 'assigned' as const, operatorId: 'anna' }
  const fed = withFrame(
    started(7, [conversation('marina', 1), conversation('oleg', 1)]),
    frame(8, 12, [
      event(8, offered),
      { number: 9, kind: 'team', payload: team('delivery', 1) },
      event(10, held),
      { number: 11, kind: 'operator', payload: operator('anna', 'break') },
      { number: 12, kind: 'gone', payload: { id: 'oleg' } },
    ]),
  )
  const fresh = {
    ...snapshot(12, [held]),
    teams: [team('delivery', 1)],
    operators: [operator('anna', 'break')],
  }
  const loaded = withSnapshot(nothingKnown, fresh)
  assert.deepEqual(fed, { ...loaded, gone: new Set(['oleg']) })
})

test('does not bring back by a late answer what has left the scope', () => {
  const gone = withFrame(
    started(7, [conversation('marina', 5)]),
    frame(8, 8, [{ number: 8, kind: 'gone', payload: { id: 'marina' } }]),
  )
  assert.ok(gone !== 'hole')
  const answered = withConversations(gone, [conversation('marina', 6)])
  assert.equal(answered.conversations.size, 0)
  const back = withFrame(answered, frame(9, 9, [event(9, conversation('marina', 7))]))
  assert.ok(back !== 'hole')
  assert.equal(back.conversations.get('marina')?.version, 7)
})

/** What may happen to three conversations; the place in the list is the number of the event. */
const anyEvents = fc
  .array(
    fc.record({
      id: fc.constantFrom('marina', 'oleg', 'igor'),
      kind: fc.constantFrom('conversation', 'conversation', 'message', 'gone', 'contact'),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((happened) =>
    happened.map(({ id, kind }, index): FeedEvent => {
      const number = index + 1
      if (kind === 'conversation') return event(number, conversation(id, number))
      if (kind === 'gone' || kind === 'contact') return { number, kind, payload: { id } }
      return { number, kind: 'message', payload: message(number) }
    }),
  )
/** As a server may tell them: so many together, then so many. */
function told(events: FeedEvent[], since: number, sizes: number[]) {
  const frames = []
  for (let from = since + 1; from <= events.length; ) {
    const size = sizes[frames.length % sizes.length] ?? 1
    const to = Math.min(from + size - 1, events.length)
    frames.push(frame(from, to, events.slice(from - 1, to)))
    from = to + 1
  }
  return frames
}
const anySizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 })
const opened = () => withList(started(0), 'marina', requestedList)
const hearing = (frames: ReturnType<typeof told>, from = opened()) =>
  frames.reduce((state, each) => {
    const next = withFrame(state, each)
    assert.ok(next !== 'hole')
    return next
  }, from)

test('[H-34] cut off after any frame, comes to what a reader knows who heard all of them', () => {
  fc.assert(
    fc.property(anyEvents, anySizes, anySizes, fc.nat(3), (events, sizes, others, overlap) => {
      const frames = told(events, 0, sizes)
      const whole = hearing(frames)
      for (let cut = 0; cut <= frames.length; cut++) {
        const known = hearing(frames.slice(0, cut))
        // The next socket begins where they are, or a little before it, and in frames of its own.
        const since = Math.max(0, known.number - overlap)
        assert.deepEqual(hearing(told(events, since, others), known), whole)
      }
    }),
  )
})

test('[H-34] a frame that is lost in between is a hole, whichever it is', () => {
  fc.assert(
    fc.property(anyEvents, anySizes, (events, sizes) => {
      const frames = told(events, 0, sizes)
      for (let lost = 0; lost < frames.length - 1; lost++) {
        const known = hearing(frames.slice(0, lost))
        for (const later of frames.slice(lost + 1)) assert.equal(withFrame(known, later), 'hole')
      }
    }),
  )
})

test('keeps nothing of a view that is no longer the reader’s', () => {
  const before = withList(started(7, [conversation('old', 4, 'closed')]), 'old', requestedList)
  const after = withSnapshot(before, { ...snapshot(20, []), viewId: 'less' })
  assert.equal(after.conversations.size + after.messages.size, 0)
})

test('keeps closed conversations over a fresh snapshot', () => {
  const before = started(7, [conversation('old', 4, 'closed'), conversation('gone', 2)])
  const after = withSnapshot(before, snapshot(20, [conversation('marina', 1)]))
  assert.deepEqual([...after.conversations.keys()].sort(), ['marina', 'old'])
})

test('keeps messages only of opened conversations', () => {
  const opened = withList(started(7), 'marina', requestedList)
  const state = withMessages(opened, [message(1), { ...message(1), conversationId: 'oleg' }])
  assert.equal(state.messages.get('marina')?.messages.length, 1)
  assert.equal(state.messages.has('oleg'), false)
})

test('forgets the messages opened longest ago', () => {
  const opened = ['marina', 'oleg', 'marina', 'igor'].reduce(
    (state, id) => withList(state, id, requestedList),
    started(7),
  )
  assert.deepEqual([...withFewerLists(opened, 2).messages.keys()], ['marina', 'igor'])
})

test('forgets what was closed longest ago, but not what is looked at', () => {
  const closed = (id: string, minute: number) => ({
    ...conversation(id, 4, 'closed'),
    closedAt: `2026-10-03T14:0${minute}:00Z`,
  })
  const all = [closed('late', 9), closed('first', 1), closed('read', 2), closed('shown', 3)]
  const day = started(7, [conversation('marina', 1), ...all, closed('second', 4)])
  const fewer = withFewerClosed(withList(day, 'read', requestedList), 1, 'shown')
  assert.deepEqual([...fewer.conversations.keys()].sort(), ['late', 'marina', 'read', 'shown'])
  assert.equal(withFewerClosed(fewer, 1, 'shown'), fewer)
})

test('changes nothing of a state that others have seen', () => {
  const before = withList(started(7, [conversation('marina', 1)]), 'marina', requestedList)
  const seen = structuredClone(before)
  const next = withFrame(
    before,
    frame(8, 11, [
      event(8, conversation('marina', 2)),
      event(9, conversation('oleg', 1)),
      { number: 10, kind: 'message', payload: message(1) },
      { number: 11, kind: 'team', payload: team('delivery', 1) },
    ]),
  )
  assert.ok(next !== 'hole')
  assert.deepEqual([...next.conversations.keys()], ['marina', 'oleg'])
  assert.deepEqual(before, seen)
})

test('keeps what the feed brought while the page was on its way', () => {
  const list = { ...requestedList, messages: [message(3, 2)] }
  const page = { number: 7, messages: [message(1), message(2), message(3, 1)], hasMore: false }
  const { messages } = withLatestPage(list, page)
  assert.deepEqual(
    messages.map(({ seq, version }) => [seq, version]),
    [
      [1, 1],
      [2, 1],
      [3, 2],
    ],
  )
})

test('starts a stale list anew from its latest page', () => {
  const list = { messages: [message(1), message(2)], hasMore: false, freshness: 'stale' } as const
  const renewed = withLatestPage(list, { number: 9, messages: [message(90)], hasMore: true })
  assert.deepEqual(
    renewed.messages.map(({ seq }) => seq),
    [90],
  )
  assert.equal(renewed.hasMore, true)
})

test('puts an earlier page before what is shown', () => {
  const list = { messages: [message(5)], hasMore: true, freshness: 'fresh' } as const
  const longer = withEarlierPage(list, {
    number: 1,
    messages: [message(3), message(4)],
    hasMore: false,
  })
  assert.deepEqual(
    longer.messages.map(({ seq }) => seq),
    [3, 4, 5],
  )
})

test('gives the same list back when nothing is newer', () => {
  const known = [message(1), message(2, 5)]
  assert.equal(merge(known, [message(2, 5), message(1)]), known)
})

test('waits longer after every failed try, within bounds', () => {
  assert.equal(backoffMs(0, 0), 250)
  assert.equal(backoffMs(0, 1), 500)
  assert.equal(backoffMs(3, 1), 4000)
  assert.equal(backoffMs(50, 1), 20_000)
})

test('comes back at once to a server that restarts, and patiently to one that is away', () => {
  assert.deepEqual(
    [0, 3, 11, 13, 60].map((tries) => reconnectMs(tries, 1)),
    [500, 1000, 1000, 2000, 20_000],
  )
})

function started(number: number, conversations: Conversation[] = []) {
  return withSnapshot(nothingKnown, snapshot(number, conversations))
}

function snapshot(number: number, conversations: Conversation[]): Snapshot {
  const serverTime = '2026-10-03T14:32:00Z'
  return {
    number,
    viewId: 'all',
    serverTime,
    operators: [],
    teams: [],
    channels: [],
    channelKinds: [],
    troubles: [],
    mentions: [],
    conversations,
  }
}

function frame(from: number, to: number, events: FeedEvent[]) {
  return { type: 'events', from, to, events } as const
}

function event(number: number, payload: Conversation): FeedEvent {
  return { number, kind: 'conversation', payload }
}

function team(id: string, version: number): Team {
  const settings = {} as Team['settings']
  return { id, version, name: id, isEveryone: false, memberIds: [], settings }
}

function operator(id: string, status: Operator['status']): Operator {
  return {
    id,
    name: id,
    email: '',
    role: 'operator',
    isDisabled: false,
    version: 2,
    status,
    capacity: 5,
    skills: [],
    scope: 'team',
    isOnline: true,
  }
}

function conversation(
  id: string,
  version: number,
  status: Conversation['status'] = 'queued',
): Conversation {
  return {
    id,
    version,
    number: 1,
    channelId: 'channel',
    kind: 'direct',
    contact: { id: `contact of ${id}`, name: id },
    status,
    weight: 1,
    owes: 'us',
    unread: 0,
    openedAt: '2026-10-03T14:00:00Z',
    lastActivityAt: '2026-10-03T14:00:00Z',
    isContactBlocking: false,
  }
}

function message(seq: number, version = 1): Message {
  return {
    id: `message ${seq}`,
    conversationId: 'marina',
    version,
    seq,
    kind: 'message',
    author: { type: 'contact', name: 'Марина' },
    text: 'Здравствуйте',
    at: '2026-10-03T14:00:00Z',
  }
}
