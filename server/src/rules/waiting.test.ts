import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import {
  changes,
  declines,
  disabled,
  isWoken,
  plot,
  queueOf,
  refusalsOf,
} from '../testing/plots.ts'
import { NOON } from '../testing/routing.ts'
import { aTeam } from '../testing/rules.ts'
import { Story } from '../testing/story.ts'

const HOUR_MS = 3_600_000

describe('[COM-16] an offer', () => {
  test('that passes counts as a refusal and goes on', () => {
    const story = new Story(plot()).customerWrites().offered('anna').after(20_000)
    assert.deepEqual(refusalsOf(story), ['anna'])
    assert.ok(isWoken(story))
    assert.equal(story.said.at(-1), 'not-accepted')
  })

  test('that is declined goes on at once', () => {
    const story = new Story(plot()).customerWrites().offered('anna').tell(declines('anna'))
    assert.deepEqual(refusalsOf(story), ['anna'])
    assert.ok(isWoken(story))
  })

  test('to all stays with the others when one declines', () => {
    const story = new Story(plot()).customerWrites().offered('anna', 'igor').tell(declines('anna'))
    assert.equal(story.holding?.status, 'offered')
    story.tell(declines('anna'))
    assert.equal(story.last?.refusal?.code, 'offer-gone')
    story.tell(declines('igor'))
    assert.deepEqual(refusalsOf(story), ['anna', 'igor'])
  })

  test('begins a new round after a pause', () => {
    const story = new Story(plot()).customerWrites().offered('anna').tell(declines('anna'))
    assert.equal(story.wakeIn, 15_000)
    story.after(15_000)
    assert.equal(story.holding?.status === 'queued' && story.holding.isRoundOver, true)
    story.offered('anna').tell(declines('anna'))
    assert.deepEqual(refusalsOf(story), ['anna'])
    // It calls, and does not nag: each pause is twice the last.
    assert.equal(story.wakeIn, 30_000)
  })

  test('to several reserves nobody’s place, however few are left', () => {
    const story = new Story(plot()).customerWrites().offered('anna', 'igor').tell(declines('igor'))
    assert.equal(story.holding?.status === 'offered' && story.holding.isToAll, true)
  })

  test('[H-18] is accepted by the first; the second learns by whom', () => {
    const story = new Story(plot()).customerWrites().offered('anna', 'igor').taken('igor')
    assert.equal(story.said.at(-1), 'accepted')
    story.taken('anna')
    assert.deepEqual(story.last?.refusal, { code: 'already-taken', facts: { name: 'igor' } })
    assert.deepEqual(story.tell(declines('anna')).last?.refusal?.facts, { name: 'igor' })
  })

  test('that somebody else takes frees the place of whoever was asked', () => {
    const story = new Story(plot()).customerWrites().offered('anna').taken('igor')
    assert.equal(story.said.at(-1), 'taken')
    assert.ok(isWoken(story))
  })

  test('is no offer any more when it was taken or closed meanwhile', () => {
    for (const act of ['taken', 'closed'] as const) {
      const story = new Story(plot()).customerWrites()[act]()
      const { conversation } = story
      assert.equal(story.offered('igor').conversation, conversation)
      assert.equal(story.assigned('igor').conversation, conversation)
    }
  })

  test('is taken back from whoever is shut out, without a refusal', () => {
    const story = new Story(plot()).customerWrites().offered('anna', 'igor')
    changes(story, plot({}, { operators: disabled('anna') }))
    assert.equal(story.holding?.status, 'offered')
    changes(story, plot({}, { operators: { ...disabled('anna'), ...disabled('igor') } }))
    assert.equal(refusalsOf(story), undefined)
    assert.equal(story.holding?.status, 'queued')
  })

  test('outlives a change of method, and what it comes back to follows it', () => {
    const story = new Story(plot({ method: 'manual' })).customerWrites().offered('anna')
    changes(story, plot()).tell(declines('anna'))
    assert.equal(story.holding?.status === 'queued' && story.holding.isByHand, undefined)
  })
})

describe('[D-25] assigned at once', () => {
  test('goes on when it is not answered, and remembers who was asked', () => {
    const story = new Story(plot()).customerWrites().assigned('anna', 60_000).after(60_000)
    assert.equal(story.said.at(-1), 'not-answered')
    story.assigned('igor', 60_000).after(60_000)
    assert.deepEqual(refusalsOf(story), ['anna', 'igor'])
  })

  test('stays with whoever answers', () => {
    const story = new Story(plot()).customerWrites().assigned('anna', 60_000).replies()
    assert.equal(story.wakeIn, undefined)
  })

  test('is not taken away from whoever put it aside', () => {
    const story = new Story(plot()).customerWrites().assigned('anna', 60_000).snoozed(HOUR_MS)
    story.after(2 * HOUR_MS)
    assert.equal(story.holding?.status, 'assigned')
    assert.ok(!story.said.includes('not-answered'))
  })

  test('by a team that is no more goes back to the receiver', () => {
    const rules = { receiver: { kind: 'team' as const, id: 'sales' } }
    const story = new Story(plot({}, { rules, teams: [aTeam('sales', { method: 'skills' })] }))
    story.customerWrites().assigned('anna', 60_000)
    story.plot = plot()
    assert.equal(queueOf(story.after(60_000))?.id, 'everyone')
  })

  test('by a backup that does not answer stays with the backup', () => {
    const sales = aTeam('sales', { method: 'least-loaded', backupTeamId: 'everyone' })
    const story = new Story(plot({ backupTeamId: 'sales' }, { teams: [sales] })).customerWrites()
    story.tell({ type: 'nobody-answered', next: 'backup' })
    story.assigned('anna', 60_000).after(60_000)
    assert.deepEqual(queueOf(story), { kind: 'team', id: 'sales', by: 'backup' })
  })
})

describe('nobody answers', () => {
  const sales = aTeam('sales', { method: 'least-loaded', backupTeamId: 'everyone' })
  const withBackup = plot({ backupTeamId: 'sales' }, { teams: [sales] })

  test('and the backup has it, once', () => {
    const story = new Story(withBackup).customerWrites()
    story.tell({ type: 'nobody-answered', next: 'backup' })
    assert.deepEqual(queueOf(story), { kind: 'team', id: 'sales', by: 'backup' })
    story.tell({ type: 'nobody-answered', next: 'backup' })
    assert.equal(queueOf(story)?.id, 'sales')
    assert.equal(story.said.at(-1), 'nobody-answered')
  })

  test('and it waits to be taken', () => {
    const story = new Story(plot()).customerWrites()
    story.tell({ type: 'nobody-answered', next: 'manual' })
    assert.equal(story.holding?.status === 'queued' && story.holding.isByHand, true)
    assert.equal(story.taken().holding?.status, 'assigned')
  })

  const waits = { queueWaitS: 600 }
  test('[REQ-04] for too long, and supervisors are told once', () => {
    const story = new Story(plot(waits)).customerWrites().after(24 * HOUR_MS)
    assert.deepEqual(story.said, ['supervisors-told'])
    assert.equal(story.conversation?.escalatedAt, NOON + 600_000)
  })

  test('[REQ-04] for too long, and the team hears of it before supervisors do', () => {
    const story = new Story(plot({ ...waits, tellTeamS: 120 })).customerWrites()
    assert.equal(story.wakeIn, 120_000)
    story.after(24 * HOUR_MS)
    assert.deepEqual(story.said, ['team-told', 'supervisors-told'])
    assert.equal(story.conversation?.teamToldAt, NOON + 120_000)
  })

  test('[REQ-04] for too long again, in another queue', () => {
    const other = aTeam('other', { queueWaitS: 300 })
    const story = new Story(plot(waits, { teams: [other] })).customerWrites().after(600_000)
    changes(story, {
      ...story.plot,
      rules: { ...story.plot.rules, receiver: { kind: 'team', id: 'other' } },
    })
    assert.equal(story.wakeIn, 300_000)
  })

  test('[REQ-04] for too long, and the backup has it as well', () => {
    const story = new Story(
      plot({ ...waits, afterQueueWait: 'backup', backupTeamId: 'sales' }, { teams: [sales] }),
    )
    story.customerWrites().offered('anna').after(600_000)
    assert.ok(story.said.includes('moved-to-backup'))
    assert.deepEqual(queueOf(story), { kind: 'team', id: 'sales', by: 'backup' })
  })
})

describe('[REQ-04] whoever holds it', () => {
  const quiet = { silenceS: 600 }

  test('is silent for too long, and supervisors are told once', () => {
    const story = new Story(plot(quiet)).customerWrites().after(300_000).taken()
    // It was not theirs while it waited in the queue.
    assert.equal(story.wakeIn, 600_000)
    story.after(HOUR_MS)
    assert.deepEqual(story.said, ['taken', 'silence-told'])
    assert.equal(story.conversation?.silenceToldAt, NOON + 900_000)
  })

  test('answers, and nobody is told', () => {
    const story = new Story(plot(quiet)).customerWrites().taken().replies().after(HOUR_MS)
    assert.ok(!story.said.includes('silence-told'))
    story.customerWrites().after(600_000)
    assert.equal(story.said.at(-1), 'silence-told')
    assert.equal(story.replies().conversation?.silenceToldAt, undefined)
  })

  test('put it on hold, and nobody is told', () => {
    const story = new Story(plot(quiet)).customerWrites().taken()
    story.tell({ type: 'held', operator: { id: 'anna', name: 'anna' }, mayActForOthers: false })
    assert.ok(!story.after(HOUR_MS).said.includes('silence-told'))
  })

  test('went home: the night is nobody’s silence', () => {
    const opening = NOON + 20 * HOUR_MS
    const schedule = {
      isOpen: (at: number) => at < NOON + 60_000 || at >= opening,
      nextOpening: () => opening,
      nextChange: () => opening,
    }
    const story = new Story(plot(quiet, { schedule })).customerWrites().taken()
    assert.equal(story.wakeIn, 20 * HOUR_MS + 600_000)
  })
})
