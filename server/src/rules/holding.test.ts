import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { NOON } from '../testing/routing.ts'
import { aTeam, everyone, openBetween } from '../testing/rules.ts'
import { type Plot, Story } from '../testing/story.ts'

const HOUR_MS = 3_600_000
const automatic = { ...everyone, method: 'least-loaded' as const }
const plot = (facts: Partial<typeof everyone> = {}, rest: Plot = {}): Plot => ({
  ...rest,
  teams: [{ ...automatic, ...facts }, ...(rest.teams ?? [])],
})
const disabled = (id: string) => ({ [id]: { name: id, isDisabled: true } })
const queueOf = ({ holding }: Story) => (holding?.status === 'queued' ? holding.queue : undefined)
const refusalsOf = ({ holding }: Story) =>
  holding?.status === 'queued' ? holding.refusals?.map(({ operatorId }) => operatorId) : undefined
const isWoken = ({ last }: Story) => last?.effects.some(({ type }) => type === 'wake-routing')
const declines = (id: string) => ({ type: 'declined' as const, operator: { id, name: id } })
const transfers = (to: { kind: 'operator' | 'team'; id: string }) => ({
  type: 'transferred' as const,
  by: { id: 'anna', name: 'anna' },
  to: { ...to, name: to.id },
  mayGiveOthers: false,
})
const changes = (story: Story, next: Plot) => {
  story.plot = next
  return story.tell({ type: 'reconsidered' })
}

describe('the receiver', () => {
  test('[COM-10] is a team or an operator', () => {
    assert.equal(queueOf(new Story().customerWrites())?.id, 'everyone')
    const rules = { receiver: { kind: 'operator' as const, id: 'anna' } }
    const story = new Story({ rules }).customerWrites()
    assert.deepEqual(queueOf(story), { kind: 'operator', id: 'anna', by: 'receiver' })
  })

  test('[COM-14] of a bot that does not answer is its backup', () => {
    const backup = { kind: 'team' as const, id: 'sales' }
    const rules = { receiver: { kind: 'bot' as const, id: 'bot', backup } }
    const story = new Story({ rules, teams: [aTeam('sales')] }).customerWrites()
    assert.deepEqual(queueOf(story), { kind: 'team', id: 'sales', by: 'backup' })
    assert.deepEqual(story.said, ['bot-unavailable'])
  })

  test('who was shut out is everybody', () => {
    const rules = { receiver: { kind: 'operator' as const, id: 'anna' } }
    const story = new Story({ rules, operators: disabled('anna') }).customerWrites()
    assert.equal(queueOf(story)?.id, 'everyone')
  })

  test('changed, takes what waits along and leaves what is held', () => {
    const sales = plot({}, { teams: [aTeam('sales')] })
    const next = { ...sales, rules: { receiver: { kind: 'team' as const, id: 'sales' } } }
    assert.equal(queueOf(changes(new Story(sales).customerWrites(), next))?.id, 'sales')
    const held = new Story(sales).customerWrites().taken()
    assert.equal(changes(held, next).holding?.status, 'assigned')
    const transferred = new Story(sales).customerWrites().taken()
    transferred.tell(transfers({ kind: 'operator', id: 'olga' }))
    assert.equal(queueOf(changes(transferred, next))?.id, 'olga')
  })
})

describe('[D-24] a queue of one operator', () => {
  const rules = { receiver: { kind: 'operator' as const, id: 'anna' }, operatorWaitMs: 300_000 }

  test('tells supervisors after the wait of the channel, once', () => {
    const story = new Story({ rules }).customerWrites()
    assert.equal(story.wakeIn, 300_000)
    story.after(24 * HOUR_MS)
    assert.deepEqual(story.said, ['supervisors-told'])
    assert.equal(queueOf(story)?.id, 'anna')
  })

  test('is left for everybody when its operator is shut out', () => {
    const story = new Story({ rules }).customerWrites()
    changes(story, { rules, operators: disabled('anna') })
    assert.equal(queueOf(story)?.id, 'everyone')
  })

  test('takes a transfer to somebody absent, and tells of it', () => {
    const story = new Story().customerWrites().taken()
    story.tell(transfers({ kind: 'operator', id: 'olga' }))
    assert.deepEqual(queueOf(story), { kind: 'operator', id: 'olga', by: 'transfer' })
    story.after(300_000)
    assert.equal(story.said.at(-1), 'supervisors-told')
  })
})

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

describe('an operator', () => {
  test('puts it on hold, and the customer’s word ends that', () => {
    const story = new Story(plot()).customerWrites().taken().replies().held()
    assert.equal(story.holding?.status === 'assigned' && story.holding.heldSince, NOON)
    story.customerWrites()
    assert.equal(story.holding?.status === 'assigned' && story.holding.heldSince, undefined)
    assert.equal(story.said.at(-1), 'resumed')
  })

  test('puts it off until a time that is to come', () => {
    const story = new Story(plot()).customerWrites().taken().snoozed(0)
    assert.equal(story.last?.refusal?.code, 'in-the-past')
    story.snoozed(HOUR_MS).after(HOUR_MS)
    assert.equal(story.said.at(-1), 'snooze-over')
  })

  test('who passes it to a team is not asked at once', () => {
    const story = new Story(plot()).customerWrites().taken()
    story.tell(transfers({ kind: 'team', id: 'everyone' }))
    assert.deepEqual(refusalsOf(story), ['anna'])
  })

  test('who returns it is not asked at once', () => {
    const story = new Story(plot()).customerWrites().taken()
    const operator = { id: 'anna', name: 'anna' }
    story.tell({ type: 'returned', operator, mayReturnOthers: false })
    assert.deepEqual(refusalsOf(story), ['anna'])
  })

  const policies = { keep: undefined, queue: false, reassign: true } as const
  for (const policy of ['keep', 'queue', 'reassign'] as const) {
    test(`[H-20] who stays away: the team says ${policy}`, () => {
      const story = new Story(plot({ absence: { policy, afterS: 60 } })).customerWrites().taken()
      story.tell({ type: 'assignee-away', operatorId: 'anna' })
      const { holding } = story
      const isReassigned = holding?.status === 'queued' && (holding.isReassigned ?? false)
      if (policy === 'keep') assert.equal(holding?.status, 'assigned')
      else assert.equal(isReassigned, policies[policy])
    })
  }

  test('who stays away from a team that takes by hand: somebody has it without taking', () => {
    const absence = { policy: 'reassign' as const, afterS: 60 }
    const story = new Story(plot({ method: 'manual', absence })).customerWrites().taken()
    story.tell({ type: 'assignee-away', operatorId: 'anna' })
    const { holding } = story
    assert.equal(holding?.status === 'queued' && holding.isByHand, undefined)
  })

  test('who was shut out a moment ago is given nothing', () => {
    const story = new Story(plot({}, { operators: disabled('anna') })).customerWrites()
    const { conversation } = story
    assert.equal(story.offered('anna').conversation, conversation)
    assert.equal(story.assigned('anna').conversation, conversation)
  })

  test('who takes it over answers by the same team’s rules', () => {
    const story = new Story(plot()).customerWrites().taken()
    const before = story.holding?.status === 'assigned' && story.holding.teamId
    const operator = { id: 'igor', name: 'igor' }
    story.tell({ type: 'taken', operator, mayTakeOver: true })
    assert.equal(story.holding?.status === 'assigned' && story.holding.teamId, before)
    assert.ok(before)
  })

  test('who stays away keeps what is on hold', () => {
    const absence = { policy: 'reassign' as const, afterS: 60 }
    const story = new Story(plot({ absence })).customerWrites().taken().held()
    story.tell({ type: 'assignee-away', operatorId: 'anna' })
    assert.equal(story.holding?.status, 'assigned')
  })

  test('who is shut out holds nothing any more, not even on hold', () => {
    const story = new Story(plot()).customerWrites().taken().held()
    changes(story, plot({}, { operators: disabled('anna') }))
    assert.equal(queueOf(story)?.id, 'everyone')
    assert.equal(story.said.at(-1), 'assignee-gone')
  })
})

describe('[D-09] what comes off hours', () => {
  const schedule = openBetween(NOON + HOUR_MS, NOON + 9 * HOUR_MS)
  const night = plot({ queueWaitS: 600 }, { schedule })
  const isWaiting = ({ holding }: Story) =>
    holding?.status === 'queued' && holding.waitsForOpening === true

  test('waits for opening, and nobody is blamed for it', () => {
    const story = new Story(night).customerWrites()
    assert.deepEqual(story.said, ['waits-for-opening'])
    assert.equal(story.wakeIn, undefined)
    assert.ok(isWaiting(story.after(HOUR_MS - 1).tell({ type: 'reconsidered' })))
    story.after(1).tell({ type: 'reconsidered' })
    assert.ok(!isWaiting(story))
    assert.equal(story.wakeIn, 600_000)
    assert.ok(isWoken(story))
  })

  test('and is given out before the sweep has waited no longer', () => {
    const story = new Story(night).customerWrites().after(HOUR_MS).offered('anna')
    assert.equal(story.wakeIn, 20_000)
    story.after(20_000)
    assert.ok(!isWaiting(story))
    assert.equal(story.wakeIn, 15_000)
    assert.ok(!story.said.includes('supervisors-told'))
  })

  test('can be taken by whoever is there', () => {
    const story = new Story(night).customerWrites().taken()
    assert.equal(story.holding?.status, 'assigned')
  })

  test('is released when the schedule is changed to be open', () => {
    const story = changes(new Story(night).customerWrites(), plot())
    assert.equal(story.said.at(-1), 'released')
  })

  test('is released beneath a close that is undone after opening', () => {
    const story = new Story(night)
      .customerWrites()
      .after(HOUR_MS - 2000)
      .closed()
      .after(2000)
    story.tell({ type: 'reconsidered' }).undone()
    assert.equal(story.holding?.status, 'queued')
    assert.ok(!isWaiting(story))
  })

  test('does not touch what was held when the office closed', () => {
    const story = new Story(plot()).customerWrites().taken()
    changes(story, night)
    assert.equal(story.holding?.status, 'assigned')
  })
})

describe('[REQ-03] the last operator', () => {
  const previous = { id: 'conversation-0', number: 1, operatorId: 'anna' }
  const stickTo = ({ holding }: Story) =>
    holding?.status === 'queued' ? holding.stickTo : undefined

  test('is waited for as long as the team allows', () => {
    const story = new Story(plot({ stickyWaitS: 30 }, { context: { previous } })).customerWrites()
    assert.deepEqual(stickTo(story), { operatorId: 'anna', until: NOON + 30_000 })
    assert.equal(stickTo(story.after(30_000)), undefined)
    assert.ok(isWoken(story))
  })

  test('is forgotten where the team does not ask, or who was shut out', () => {
    assert.equal(
      stickTo(new Story(plot({}, { context: { previous } })).customerWrites()),
      undefined,
    )
    const shut = plot({ stickyWaitS: 30 }, { context: { previous }, operators: disabled('anna') })
    assert.equal(stickTo(new Story(shut).customerWrites()), undefined)
  })

  test('is waited for from opening on', () => {
    const schedule = openBetween(NOON + HOUR_MS, NOON + 2 * HOUR_MS)
    const night = plot({ stickyWaitS: 30 }, { context: { previous }, schedule })
    const story = new Story(night).customerWrites().after(HOUR_MS).tell({ type: 'reconsidered' })
    assert.equal(stickTo(story)?.until, NOON + HOUR_MS + 30_000)
  })
})
