import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Conversation } from '@otklik/protocol'

import type { Folder } from './folder.ts'
import { frozen, groupsOf } from './order.ts'

test('puts those who wait first, the longest at the top', () => {
  const groups = groupsOf(
    [waiting('late', '14:20'), answered('calm', '14:31'), waiting('early', '14:01')],
    asked('open'),
  )
  assert.deepEqual(groups, [
    { name: 'waiting-for-us', ids: ['early', 'late'] },
    { name: 'waiting-for-customer', ids: ['calm'] },
  ])
})

test('shows only unanswered ones in their folder', () => {
  const groups = groupsOf(
    [answered('calm', '14:31'), waiting('early', '14:01')],
    asked('unanswered'),
  )
  assert.deepEqual(groups, [{ name: 'waiting-for-us', ids: ['early'] }])
})

test('shows to each their own', () => {
  const hers = { ...waiting('hers', '14:01'), status: 'assigned', operatorId: 'anna' } as const
  const his = { ...waiting('his', '14:01'), status: 'assigned', operatorId: 'igor' } as const
  assert.deepEqual(groupsOf([hers, his], asked('mine'))[0]?.ids, ['hers'])
})

test('puts what is on hold last, by the time it comes back', () => {
  const mine = (id: string) => ({ ...answered(id, '14:00'), status: 'assigned' as const })
  const held = { ...mine('held'), heldSince: '2026-10-03T14:00:00Z' }
  const later = { ...mine('later'), snoozedUntil: '2026-10-05T10:00:00Z' }
  const sooner = { ...mine('sooner'), owes: 'us' as const, snoozedUntil: '2026-10-04T10:00:00Z' }
  assert.deepEqual(groupsOf([held, later, sooner, waiting('new', '14:20')], asked('open')), [
    { name: 'waiting-for-us', ids: ['new'] },
    { name: 'aside', ids: ['sooner', 'later', 'held'] },
  ])
})

test('[CC-04] puts what bots hold after everything that needs a person', () => {
  const withBot = (id: string, time: string) => ({ ...waiting(id, time), status: 'bot' as const })
  const held = { ...answered('held', '14:00'), status: 'assigned' as const, heldSince: '2026' }
  const all = [withBot('old', '13:00'), withBot('fresh', '14:30'), held, waiting('new', '14:20')]
  assert.deepEqual(groupsOf(all, asked('open')), [
    { name: 'waiting-for-us', ids: ['new'] },
    { name: 'aside', ids: ['held'] },
    { name: 'with-bot', ids: ['fresh', 'old'] },
  ])
  assert.deepEqual(groupsOf(all, asked('unanswered')), [{ name: 'waiting-for-us', ids: ['new'] }])
  assert.deepEqual(groupsOf(all, asked('bots')), [{ name: 'with-bot', ids: ['fresh', 'old'] }])
})

test('leaves what is offered to the reader to its card', () => {
  const offer = { operatorIds: ['anna'], since: '', until: '' }
  const offered = { ...waiting('offered', '14:00'), status: 'offered' as const, offer }
  assert.deepEqual(groupsOf([offered], asked('queue')), [])
  assert.deepEqual(
    groupsOf([offered], { ...asked('queue'), reader: { ...asked('queue').reader, me: 'igor' } })[0]
      ?.ids,
    ['offered'],
  )
})

test('hides a conversation that is being closed', () => {
  const closing = { ...waiting('closing', '14:01'), status: 'closing' } as const
  assert.deepEqual(groupsOf([closing], asked('open')), [])
})

test('keeps rows in place and counts those that would move', () => {
  const shown = [{ name: 'waiting-for-us', ids: ['a', 'b', 'c'] }] as const
  const fresh = [
    { name: 'waiting-for-us', ids: ['b', 'c'] },
    { name: 'waiting-for-customer', ids: ['a'] },
  ] as const
  const { groups, pending } = frozen(shown, fresh)
  assert.deepEqual(groups[0]?.ids, ['a', 'b', 'c'])
  assert.equal(pending, 1)
})

test('lets a new customer in at once, at the end of the group', () => {
  const shown = [{ name: 'waiting-for-us', ids: ['a', 'b'] }] as const
  const fresh = [{ name: 'waiting-for-us', ids: ['new', 'a', 'b'] }] as const
  const { groups, pending } = frozen(shown, fresh)
  assert.deepEqual(groups[0]?.ids, ['a', 'b', 'new'])
  assert.equal(pending, 0)
})

test('counts one when one row moves past many', () => {
  const shown = [{ name: 'waiting-for-customer', ids: ['a', 'b', 'c', 'd'] }] as const
  const fresh = [{ name: 'waiting-for-customer', ids: ['d', 'a', 'b', 'c'] }] as const
  assert.equal(frozen(shown, fresh).pending, 1)
})

test('sorts by what closes first, and by what was last, when asked to', () => {
  const open = (id: string, time: string, replyUntil?: string) => ({
    ...waiting(id, time),
    ...(replyUntil && { replyUntil: `2026-10-03T${replyUntil}:00Z` }),
  })
  const all = [
    open('endless', '13:00'),
    open('late', '14:00', '20:00'),
    open('soon', '14:10', '15:00'),
  ]
  assert.deepEqual(groupsOf(all, { ...asked('open'), order: 'window' }), [
    { name: 'by-window', ids: ['soon', 'late', 'endless'] },
  ])
  assert.deepEqual(groupsOf(all, { ...asked('open'), order: 'activity' }), [
    { name: 'by-activity', ids: ['soon', 'late', 'endless'] },
  ])
})

test('shows in a saved filter what fulfils every condition of it', () => {
  const tagged = { ...waiting('tagged', '14:00'), tags: ['возврат'] }
  const fresh = { ...waiting('fresh', '14:29'), tags: ['возврат'] }
  const conditions = { tags: ['возврат', 'брак'], waitsOverMin: 10, owes: 'us' as const }
  const { reader } = asked('open')
  const filtering = { ...reader, filters: new Map([['late', conditions]]) }
  const shown = groupsOf([tagged, fresh, waiting('other', '13:00')], {
    folder: 'filter:late',
    reader: filtering,
  })
  assert.deepEqual(shown, [{ name: 'waiting-for-us', ids: ['tagged'] }])
})

test('keeps what calls the reader in a folder, also closed, until it was seen', () => {
  const closed = { ...answered('closed', '14:00'), status: 'closed' as const }
  const all = [closed, waiting('seen', '14:01'), waiting('other', '14:02')]
  const { reader } = asked('open')
  const mentions = new Map([
    ['closed', { all: new Set(['note']), unseen: new Set(['note']) }],
    ['seen', { all: new Set(['note']), unseen: new Set<string>() }],
  ])
  const [first, second] = groupsOf(all, { folder: 'mentions', reader: { ...reader, mentions } })
  assert.deepEqual([first?.ids, second?.ids], [['seen'], ['closed']])
})

function asked(folder: Folder) {
  const now = Date.parse('2026-10-03T14:30:00Z')
  return { folder, reader: { me: 'anna', mentions: new Map(), filters: new Map(), now } }
}

function waiting(id: string, time: string): Conversation {
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

function answered(id: string, time: string): Conversation {
  const { waitingSince: _, ...rest } = waiting(id, time)
  return { ...rest, owes: 'customer', unread: 0 }
}
