import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'

import { compileSchedule } from '../rules/index.ts'
import { alwaysOpen } from '../testing/index.ts'
import { recordLives, type Seen } from '../testing/simulation/lives.ts'
import { witness } from '../testing/simulation/witness.ts'
import { type Case, countLife } from './count-life.ts'
import type { Entry, Life } from './life.ts'
import { bucketOf, lengthOf, measures } from './measures.ts'
import { joinHours, openSeconds } from './open-seconds.ts'

const SEEDS = 30
const ACTS = 250

describe('what is counted of a conversation', () => {
  test('[REQ-16] is what a witness of every step counts, whatever happens', (t) => {
    const met = new Map<string, number>()
    for (let seed = 1; seed <= SEEDS; seed++) {
      for (const seen of recordLives(seed, ACTS).values()) {
        if (isLate(seen)) continue
        const wanted = witness(seen)
        const counted = told(countLife(lifeOf(seen), alwaysOpen))
        if (counted.join() !== wanted.join()) {
          assert.deepEqual(counted, wanted, `seed ${seed}: ${linesOf(seen).join()}`)
        }
        for (const each of wanted) {
          const [name = ''] = each.split(' ')
          met.set(name, (met.get(name) ?? 0) + 1)
        }
      }
    }
    t.diagnostic(JSON.stringify(Object.fromEntries(met)))
    for (const name of watched) assert.ok((met.get(name) ?? 0) > 10, `too weak: ${name}`)
  })

  test('is nothing of what was over before it came here, and of whom we do not hear', () => {
    const life = { openedAt: 0, isReturning: false, entries: [contact(0)] }
    assert.deepEqual(countLife({ ...life, reason: 'imported' }, alwaysOpen), [])
    assert.deepEqual(countLife({ ...life, reason: 'barred' }, alwaysOpen), [])
  })

  test('does not blame whom a conversation was passed on to', () => {
    const entries = [
      contact(0),
      line(60, 'taken', { operatorId: 'anna' }),
      line(600, 'transferred', { operatorId: 'anna' }),
      line(660, 'taken', { operatorId: 'boris' }),
      operator(720, 'boris'),
    ]
    const cases = countLife({ openedAt: 0, isReturning: false, entries }, alwaysOpen)
    assert.deepEqual(amounts(cases, 'firstResponse'), [[120, 'boris']])
    assert.deepEqual(amounts(cases, 'responseFirst'), [[720, 'boris']])
    assert.deepEqual(amounts(cases, 'handle'), [[540, 'anna']])
    assert.deepEqual(amounts(cases, 'transfers'), [[0, 'anna']])
  })

  test('counts no transfer that was taken back', () => {
    const entries = [
      contact(0),
      line(60, 'taken', { operatorId: 'anna' }),
      line(600, 'transferred', { operatorId: 'boris' }),
      line(605, 'transfer-undone', { operatorId: 'anna' }),
      operator(720, 'anna'),
    ]
    const cases = countLife({ openedAt: 0, isReturning: false, entries }, alwaysOpen)
    assert.deepEqual(amounts(cases, 'transfers'), [])
    assert.deepEqual(amounts(cases, 'responseFirst'), [[720, 'anna']])
  })

  test('has both ends of several messages in a row, and no answer where none was needed', () => {
    const entries = [
      line(0, 'assigned', { operatorId: 'anna' }),
      ...[contact(0), contact(30), contact(50), operator(60, 'anna')],
      ...[contact(100), line(110, 'answer-waived'), contact(200), operator(230, 'anna')],
    ]
    const cases = countLife({ openedAt: 0, isReturning: true, entries }, alwaysOpen)
    assert.deepEqual(amounts(cases, 'responseFirst'), [
      [60, 'anna'],
      [30, 'anna'],
    ])
    assert.deepEqual(amounts(cases, 'responseLast'), [
      [10, 'anna'],
      [30, 'anna'],
    ])
  })

  test('counts working hours alone, and hours as they were then', () => {
    const week = Array.from({ length: 7 }, () => [{ from: '09:00', to: '18:00' }])
    const office = compileSchedule({ timeZone: 'UTC', week, exceptions: [] })
    const evening = Date.UTC(2026, 10, 23, 17)
    const morning = Date.UTC(2026, 10, 24, 10)
    assert.equal(openSeconds(office, evening, morning), 2 * 3600)
    const changed = Date.UTC(2026, 10, 24)
    const joined = joinHours([
      { since: Number.NEGATIVE_INFINITY, hours: office },
      { since: changed, hours: alwaysOpen },
    ])
    assert.equal(openSeconds(joined, evening, morning), 3600 + 10 * 3600)
  })

  test('keeps lengths to five per cent in its sums', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000 }), (seconds) => {
        const near = lengthOf(bucketOf(seconds))
        return Math.abs(near - seconds) <= Math.max(1, seconds * 0.05)
      }),
    )
  })
})

const contact = (s: number): Entry => ({ type: 'contact', at: s * 1000 })
const operator = (s: number, authorId: string): Entry => ({
  type: 'operator',
  at: s * 1000,
  authorId,
})
const line = (s: number, code: string, parameters: Record<string, string> = {}): Entry => ({
  ...{ type: 'line', at: s * 1000, code, parameters },
})
const amounts = (cases: Case[], name: keyof typeof measures) =>
  cases
    .filter(({ measure }) => measure === measures[name])
    .map(({ amount, operatorId }) => [amount, operatorId])

const watched = [
  ...(['incoming', 'outgoing', 'closed', 'missed', 'firstResponse', 'responseFirst'] as const),
  ...(['responseLast', 'wait', 'handle', 'resolution', 'transfers', 'botHeld'] as const),
  ...(['botContained', 'accept', 'opened', 'funnel'] as const),
]
const names = new Map(Object.entries(measures).map(([name, measure]) => [measure, name]))

/** In one order, and of each what a witness knows. */
function told(cases: Case[]): string[] {
  const withOperator = [
    'handle',
    'firstResponse',
    'responseFirst',
    'responseLast',
    'wait',
    'accept',
  ]
  return cases
    .flatMap(({ measure, bucket, amount, operatorId }) => {
      const name = names.get(measure) ?? ''
      if (!(watched as readonly string[]).includes(name)) return []
      if (name === 'opened' || name === 'funnel') return `${name} ${bucket}`
      return withOperator.includes(name) ? `${name} ${amount} ${operatorId}` : `${name} ${amount}`
    })
    .sort()
}

/** What was due was told later than that: lines and steps have times of their own. */
const isLate = (seen: Seen[]): boolean =>
  seen.some(({ at, said }) => said.some((message) => message.at !== at))

const linesOf = (seen: Seen[]) =>
  seen.flatMap(({ said }) => said.map(({ content, author }) => content.system?.code ?? author.type))

function lifeOf(seen: Seen[]): Life {
  const last = seen.at(-1)!.after
  const { holding } = last
  const entries = seen.flatMap(({ said }) =>
    said.flatMap(({ kind, author, content, at }): Entry[] => {
      if (kind === 'note') return []
      const { system } = content
      if (system) return [{ type: 'line', at, code: system.code, parameters: system.parameters }]
      if (author.type === 'contact') return [{ type: 'contact', at }]
      const type = author.type === 'system' ? 'automatic' : author.type
      return [{ type, at, ...(author.id && { authorId: author.id }) }]
    }),
  )
  return {
    openedAt: last.openedAt,
    isReturning: false,
    ...(holding.status === 'closed' && { reason: holding.reason }),
    entries,
  }
}
