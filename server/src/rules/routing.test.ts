import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { anOperator, aPool, aWaiting, NOON, namesOf, refused } from '../testing/routing.ts'
import { type Pool, type RosterEntry, route, type Waiting } from './index.ts'

const chosen = (pool: Pool) => namesOf(route(pool)[0])
const one = (holding: Partial<Waiting['holding']> = {}, facts: Partial<Waiting> = {}) => [
  { ...aWaiting('c1', { holding }), ...facts, holding: aWaiting('c1', { holding }).holding },
]

interface Row {
  says: string
  operators: RosterEntry[]
  waiting?: Waiting[]
  team?: Parameters<typeof aPool>[2]
  gives: string
}

const anna = (facts: Partial<RosterEntry> = {}) => anOperator('anna', facts)
const igor = (facts: Partial<RosterEntry> = {}) => anOperator('igor', facts)
const olga = (facts: Partial<RosterEntry> = {}) => anOperator('olga', facts)

const rows: Row[] = [
  {
    says: '[COM-11] asks whoever has the least load for the capacity',
    operators: [anna({ load: 2, capacity: 3 }), igor({ load: 3, capacity: 6 })],
    gives: 'igor',
  },
  {
    says: 'asks the longest idle of those equally loaded',
    operators: [anna({ lastAssignedAt: NOON - 1 }), igor({ lastAssignedAt: NOON - 2 })],
    gives: 'igor',
  },
  {
    says: 'asks whoever was never asked before anybody else',
    operators: [anna({ lastAssignedAt: 1 }), igor()],
    gives: 'igor',
  },
  {
    says: 'asks in turns, whatever the load',
    operators: [
      anna({ load: 0, lastAssignedAt: NOON - 1 }),
      igor({ load: 2, lastAssignedAt: NOON - 2 }),
    ],
    team: { method: 'round-robin' },
    gives: 'igor',
  },
  {
    says: 'asks everybody free at once',
    operators: [anna(), igor({ load: 3 }), olga()],
    team: { method: 'all-at-once' },
    gives: 'anna+olga',
  },
  {
    says: 'asks in the strict order of the list',
    operators: [olga({ load: 2 }), anna(), igor()],
    team: { method: 'strict-order' },
    gives: 'olga',
  },
  {
    says: 'goes on to the next in strict order after a refusal',
    operators: [olga(), anna(), igor()],
    waiting: one({ refusals: refused('olga', 'anna') }),
    team: { method: 'strict-order' },
    gives: 'igor',
  },
  {
    says: 'begins a new round in strict order after the pause',
    operators: [olga(), anna()],
    waiting: one({ refusals: refused('olga', 'anna'), isRoundOver: true }),
    team: { method: 'strict-order' },
    gives: 'olga',
  },
  {
    says: 'asks only whoever has the skills that are needed',
    operators: [anna(), igor({ skills: ['EN'], load: 2 })],
    waiting: one({}, { mustSkills: ['en'] }),
    team: { method: 'skills' },
    gives: 'igor',
  },
  {
    says: 'prefers whoever has more of the welcome skills',
    operators: [anna({ skills: ['en'] }), igor({ skills: ['en', 'vip'], load: 2 })],
    waiting: one({}, { mustSkills: ['en'], niceSkills: ['vip'] }),
    team: { method: 'skills' },
    gives: 'igor',
  },
  {
    says: 'waits while nobody has the skills',
    operators: [anna()],
    waiting: one({}, { mustSkills: ['en'] }),
    team: { method: 'skills' },
    gives: 'nobody is asked',
  },
  {
    says: 'asks anybody once skills are relaxed',
    operators: [anna()],
    waiting: one({ isRelaxed: true }, { mustSkills: ['en'] }),
    team: { method: 'skills' },
    gives: 'anna',
  },
  {
    says: 'asks nobody where they take by hand',
    operators: [anna()],
    waiting: one({ isByHand: true }),
    team: { method: 'manual' },
    gives: 'nobody is asked',
  },
  {
    says: '[REQ-03] gives a returning customer to the last operator',
    operators: [anna({ load: 2 }), igor()],
    waiting: one({ stickTo: { operatorId: 'anna', until: NOON + 1 } }),
    gives: 'anna',
  },
  {
    says: '[REQ-03] gives a returning customer to the last operator where they take by hand',
    operators: [anna()],
    waiting: one({ isByHand: true, stickTo: { operatorId: 'anna', until: NOON + 1 } }),
    team: { method: 'manual' },
    gives: 'anna',
  },
  {
    says: '[REQ-03] waits for the last operator who is busy',
    operators: [anna({ load: 3 }), igor()],
    waiting: one({ stickTo: { operatorId: 'anna', until: NOON + 1 } }),
    gives: 'nobody is asked',
  },
  {
    says: '[REQ-03] waits no longer than the team allows',
    operators: [anna({ load: 3 }), igor()],
    waiting: one({ stickTo: { operatorId: 'anna', until: NOON } }),
    gives: 'igor',
  },
  {
    says: '[REQ-03] never waits for a last operator who is off line',
    operators: [anna({ status: 'offline' }), igor()],
    waiting: one({ stickTo: { operatorId: 'anna', until: NOON + 1 } }),
    gives: 'igor',
  },
  {
    says: '[REQ-03] never waits for a last operator without a workplace',
    operators: [anna({ isPresent: false }), igor()],
    waiting: one({ stickTo: { operatorId: 'anna', until: NOON + 1 } }),
    gives: 'igor',
  },
  {
    says: 'counts the weight of a channel against the capacity',
    operators: [anna({ load: 2 }), igor({ load: 1, capacity: 2 })],
    waiting: one({}, { weight: 2 }),
    gives: 'nobody is asked',
  },
  {
    says: 'fills the last place exactly',
    operators: [anna({ load: 2 })],
    gives: 'anna',
  },
  {
    says: 'leaves a break alone where the team respects it',
    operators: [anna({ status: 'break' }), igor({ status: 'do-not-disturb' })],
    gives: 'nobody is asked',
  },
  {
    says: 'asks during a break where the team does not respect it',
    operators: [anna({ status: 'break' })],
    team: { respectsStatus: false },
    gives: 'anna',
  },
  {
    says: 'never asks off line, whatever the team respects',
    operators: [anna({ status: 'offline' }), igor({ isPresent: false })],
    team: { respectsStatus: false },
    gives: 'nobody is asked',
  },
  {
    says: 'goes to the backup when everybody was asked in vain',
    operators: [anna(), igor({ status: 'offline' })],
    waiting: one({ refusals: refused('anna') }),
    team: { whenNobodyAnswers: 'backup', backupTeamId: 'other' },
    gives: 'backup',
  },
  {
    says: 'a backup has no backup',
    operators: [anna()],
    waiting: one({
      refusals: refused('anna'),
      queue: { kind: 'team', id: 'team', by: 'backup' },
    }),
    team: { whenNobodyAnswers: 'backup', backupTeamId: 'other' },
    gives: 'nobody is asked',
  },
  {
    says: 'waits to be taken when everybody was asked in vain',
    operators: [anna()],
    waiting: one({ refusals: refused('anna') }),
    team: { whenNobodyAnswers: 'manual' },
    gives: 'manual',
  },
  {
    says: 'waits for those who are only busy before giving up',
    operators: [anna(), igor({ load: 3 })],
    waiting: one({ refusals: refused('anna') }),
    team: { whenNobodyAnswers: 'manual' },
    gives: 'nobody is asked',
  },
  {
    says: 'gives an orphan at once to whoever is free',
    operators: [anna({ load: 1 }), igor()],
    waiting: one({ isReassigned: true }),
    team: { method: 'strict-order' },
    gives: 'igor',
  },
  {
    says: '[D-24] gives an operator what waits for them alone',
    operators: [anna(), igor()],
    waiting: one({ queue: { kind: 'operator', id: 'igor', by: 'receiver' } }),
    gives: 'igor',
  },
  {
    says: '[D-24] keeps it for an operator who is full',
    operators: [anna(), igor({ load: 3 })],
    waiting: one({ queue: { kind: 'operator', id: 'igor', by: 'receiver' } }),
    gives: 'nobody is asked',
  },
  {
    says: '[D-24] keeps it for an operator on a break',
    operators: [anna(), igor({ status: 'break' })],
    waiting: one({ queue: { kind: 'operator', id: 'igor', by: 'receiver' } }),
    gives: 'nobody is asked',
  },
  {
    says: 'hands over to a colleague who is full and on a break',
    operators: [igor({ load: 3, status: 'break' })],
    waiting: one({ queue: { kind: 'operator', id: 'igor', by: 'transfer' } }),
    gives: 'igor',
  },
  {
    says: 'keeps a hand-over for a colleague who is away',
    operators: [anna(), igor({ isPresent: false })],
    waiting: one({ queue: { kind: 'operator', id: 'igor', by: 'transfer' } }),
    gives: 'nobody is asked',
  },
]

describe('routing', () => {
  for (const { says, operators, waiting = one(), team, gives } of rows) {
    test(says, () => assert.equal(chosen(aPool(operators, waiting, team)), gives))
  }

  test('[D-25] offers, or assigns at once with a time to answer', () => {
    const [offer] = route(aPool([anna()], one(), { answerWaitS: 20 }))
    assert.equal(offer?.type === 'offer' && offer.until, NOON + 20_000)
    const [given] = route(aPool([anna()], one(), { answerWaitS: 20, hand: 'assign' }))
    assert.equal(given?.type === 'assign' && given.answerUntil, NOON + 20_000)
  })

  test('[REQ-01] works the queue off from the oldest on', () => {
    const waiting = [3, 1, 2].map((age) => aWaiting(`c${age}`, { openedAt: NOON - age * 1000 }))
    const given = route(aPool([anna({ capacity: 2 })], waiting))
    assert.deepEqual(
      given.map(({ conversationId }) => conversationId),
      ['c3', 'c2'],
    )
  })

  test('[REQ-01] what nobody can take hides nothing', () => {
    const waiting = [
      aWaiting('english', { openedAt: 1, mustSkills: ['en'] }),
      aWaiting('any', { openedAt: 2 }),
    ]
    const given = route(aPool([anna()], waiting, { method: 'skills' }))
    assert.deepEqual(
      given.map(({ conversationId }) => conversationId),
      ['any'],
    )
  })

  test('[H-20] offers to one alone reserve the place, also «to all»', () => {
    const waiting = [aWaiting('c1', { openedAt: 1 }), aWaiting('c2', { openedAt: 2 })]
    const given = route(aPool([anna({ capacity: 1 })], waiting, { method: 'all-at-once' }))
    assert.equal(given.length, 1)
  })

  test('[D-09] leaves alone what waits for opening until it opens', () => {
    const pool = aPool([anna()], one({ waitsForOpening: true }))
    assert.deepEqual(route({ ...pool, isOpen: false }), [])
    assert.equal(chosen(pool), 'anna')
  })

  test('explains who was chosen and what spoke against the others', () => {
    const operators = [anna({ status: 'break' }), igor({ load: 3 }), olga({ load: 1 })]
    const [given] = route(aPool(operators, one()))
    assert.ok(given?.type === 'offer')
    const { rule, candidates } = given.decision
    assert.equal(rule, 'least-loaded')
    assert.deepEqual(
      candidates.map(({ operatorId, isChosen, load, exclusion }) => [
        operatorId,
        isChosen,
        load,
        exclusion,
      ]),
      [
        ['olga', true, 1, undefined],
        ['anna', false, 0, 'break'],
        ['igor', false, 3, 'full'],
      ],
    )
  })

  test('[REQ-02] loads equal operators evenly', () => {
    for (const method of ['least-loaded', 'round-robin'] as const) {
      const operators = Array.from({ length: 7 }, (_, k) => anOperator(`o${k}`, { capacity: 20 }))
      const waiting = Array.from({ length: 100 }, (_, k) => aWaiting(`c${k}`, { openedAt: k }))
      const counts = new Map<string, number>()
      for (const each of route(aPool(operators, waiting, { method }))) {
        counts.set(namesOf(each), (counts.get(namesOf(each)) ?? 0) + 1)
      }
      const loads = [...counts.values()]
      assert.equal(loads.length, 7)
      assert.ok(Math.max(...loads) - Math.min(...loads) <= 1, method)
    }
  })
})
