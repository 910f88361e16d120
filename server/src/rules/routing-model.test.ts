import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'

import { anOperator, aPool, aWaiting, namesOf, refused } from '../testing/routing.ts'
import { mayHave } from '../testing/simulation/routing-invariants.ts'
import { type Pool, type RosterEntry, route } from './index.ts'

const roster = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('anna', 'boris', 'igor', 'olga', 'vera'),
    status: fc.constantFrom('online', 'online', 'break', 'offline') as fc.Arbitrary<
      RosterEntry['status']
    >,
    isPresent: fc.boolean(),
    capacity: fc.integer({ min: 0, max: 3 }),
    load: fc.integer({ min: 0, max: 3 }),
    skills: fc.subarray(['ru', 'en']),
    lastAssignedAt: fc.integer({ min: 1, max: 5 }),
  }),
  { selector: ({ id }) => id },
)
const queue = fc.array(
  fc.record({
    openedAt: fc.integer({ min: 1, max: 5 }),
    weight: fc.integer({ min: 1, max: 2 }),
    mustSkills: fc.subarray(['ru', 'en']),
    refused: fc.subarray(['anna', 'igor']),
    isRoundOver: fc.boolean(),
  }),
  { maxLength: 6 },
)
const methods = fc.constantFrom('least-loaded', 'round-robin', 'strict-order', 'skills')

test('agrees with a naive model that looks at everybody', () => {
  fc.assert(
    fc.property(roster, queue, methods, (people, waiting, method) => {
      const operators = people.map((person) => anOperator(person.id, person))
      const list = waiting.map(({ refused: ids, isRoundOver, ...facts }, k) => {
        const holding = { refusals: refused(...ids), ...(isRoundOver && { isRoundOver }) }
        return aWaiting(`c${k}`, { ...facts, holding })
      })
      const pool = aPool(operators, list, { method: method as 'skills' })
      assert.deepEqual(
        route(pool).map((each) => `${each.conversationId} ${namesOf(each)}`),
        naively(pool, method),
      )
    }),
    { numRuns: 3000 },
  )
})

/** Sorts everybody who may have it, and gives it to the first. */
function naively(pool: Pool, method: string): string[] {
  const operators = pool.operators.map((entry) => ({ ...entry }))
  const sorted = pool.waiting.toSorted(
    (a, b) => a.openedAt - b.openedAt || a.conversationId.localeCompare(b.conversationId),
  )
  const given = new Map<string, number>()
  const turns = ({ id }: RosterEntry) => given.get(id) ?? 0
  return sorted.flatMap((each) => {
    const able = operators.filter((entry) => mayHave(entry, each, pool))
    const share = ({ load, capacity }: RosterEntry) => load / capacity
    const since = ({ lastAssignedAt = 0 }: RosterEntry) => lastAssignedAt
    able.sort((a, b) => {
      if (method === 'strict-order') return 0
      const byLoad = method === 'round-robin' ? 0 : share(a) - share(b)
      return byLoad || since(a) - since(b) || turns(a) - turns(b) || a.id.localeCompare(b.id)
    })
    const [first] = able
    if (!first) return []
    first.load += each.weight
    first.lastAssignedAt = pool.now
    given.set(first.id, turns(first) + 1)
    return [`${each.conversationId} ${first.id}`]
  })
}
