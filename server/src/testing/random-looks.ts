import assert from 'node:assert/strict'
import type { ReportFilter } from '@otklik/protocol/reports'

import type { Database } from '../database/index.ts'
import type { Look, Sum } from '../reports/asked.ts'
import { type Case, countLife } from '../reports/count-life.ts'
import type { Labels } from '../reports/facts.ts'
import { measures } from '../reports/measures.ts'
import { addDays } from '../reports/periods.ts'
import { readHours } from '../reports/read-hours.ts'
import { readLives } from '../reports/read-lives.ts'
import { sumFacts } from '../reports/sum-facts.ts'
import { sumUp } from '../reports/sum-up.ts'
import type { PlantedPast } from './planted-past.ts'
import { Chance } from './simulation/chance.ts'

/** Of the past that is planted, with room around it. */
export const all = { from: '2026-08-01', to: '2026-12-31' }
export const allMeasures = Object.values(measures)
export const everybodyOf = ({ accountId }: PlantedPast) => ({
  ...{ accountId, scope: 'all' as const, seesOf: [] },
})

/** Random looks at the figures: each gives the same by every way. */
export async function assertSame(
  database: Database,
  past: PlantedPast,
  looks: number,
): Promise<void> {
  const cases = await countAnew(database, past)
  const chance = new Chance(looks)
  for (let k = 0; k < looks; k++) {
    const from = addDays(all.from, chance.int(0, 100))
    const period = { from, to: addDays(from, chance.int(0, 60)) }
    const filter = someFilter(chance, past)
    const by = chance.pick(['all', 'channel', 'team', 'operator', 'bot', 'topic', 'tag'] as const)
    const step = chance.pick(['day', 'month', undefined] as const)
    const look: Look = {
      ...{ asker: everybodyOf(past), filter, period, measures: allMeasures, by },
      ...(step && { step }),
    }
    const wanted = sumInMemory(cases, look)
    const what = JSON.stringify({ period, filter, by, step })
    assert.deepEqual(sorted(await sumFacts(database, look)), wanted, `facts: ${what}`)
    assert.deepEqual(sorted(await sumUp(database, look)), wanted, `sums: ${what}`)
  }
}

function someFilter(chance: Chance, past: PlantedPast): ReportFilter {
  const filter: ReportFilter = {}
  const some = (list: string[]) => list.filter(() => chance.isTrue(0.5)).concat(list[0] ?? '')
  if (chance.isTrue(0.3)) filter.channelIds = some(past.channels)
  if (chance.isTrue(0.3)) filter.teamIds = some(past.teams)
  if (chance.isTrue(0.2)) filter.operatorIds = some(past.operators)
  if (chance.isTrue(0.2)) filter.topics = some([...past.topics, ''])
  if (chance.isTrue(0.2)) filter.tags = some([...past.tags, ''])
  return filter
}

interface Counted {
  each: Case
  day: string
  labels: Labels
}

async function countAnew(database: Database, past: PlantedPast): Promise<Counted[]> {
  const { rows } = await database.query<{ id: string }>(
    'select id from conversations where account_id = $1',
    [past.accountId],
  )
  const { hours, time } = await readHours(database, past.accountId)
  const ids = rows.map(({ id }) => id)
  const lives = await readLives(database, past.accountId, ids)
  return lives.flatMap(({ life, labels }) =>
    countLife(life, hours).map((each) => ({ each, day: time.of(each.at).day, labels })),
  )
}

/** As anybody would add it up who had all cases before them. */
function sumInMemory(counted: readonly Counted[], look: Look): string[] {
  const { period, filter, by, step } = look
  const sums = new Map<string, [number, number]>()
  const isIn = (list: readonly string[] | undefined, ...values: (string | undefined)[]) =>
    !list || values.some((value) => value !== undefined && list.includes(value))
  for (const { each, day, labels } of counted) {
    const tags = labels.tags.length > 0 ? [...labels.tags] : ['']
    if (day < period.from || day > period.to) continue
    if (!isIn(filter.channelIds, labels.channelId) || !isIn(filter.teamIds, each.teamId)) continue
    if (!isIn(filter.operatorIds, each.operatorId) || !isIn(filter.topics, labels.topic)) continue
    if (!isIn(filter.tags, ...tags)) continue
    const at = step === 'month' ? `${day.slice(0, 7)}-01` : step ? day : ''
    const shown = by === 'tag' ? tags.filter((tag) => isIn(filter.tags, tag)) : ['']
    const keys = {
      ...{ all: [''], channel: [labels.channelId], topic: [labels.topic], tag: shown },
      ...{ team: [each.teamId], operator: [each.operatorId], bot: [each.botId] },
    }[by as 'all']
    for (const key of keys as (string | undefined)[]) {
      if (key === undefined) continue
      const name = [at, key, each.measure, each.bucket].join('|')
      const [count, total] = sums.get(name) ?? [0, 0]
      sums.set(name, [count + 1, total + each.amount])
    }
  }
  return [...sums].map(([name, [count, total]]) => `${name}|${count}|${total}`).sort()
}

export const sorted = (sums: readonly Sum[]): string[] =>
  sums.map((each) => Object.values(pick(each)).join('|')).sort()
const pick = ({ at, key, measure, bucket, count, total }: Sum) => ({
  ...{ at, key, measure, bucket, count, total },
})
