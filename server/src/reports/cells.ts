import type { DayOfFacts, Fact } from './facts.ts'

/** What sums are kept by, one thing at a time. A number once used is never another's. */
export const families = {
  all: 0,
  channel: 1,
  team: 2,
  operator: 3,
  bot: 4,
  topic: 5,
  tag: 6,
  source: 7,
  /** Day of the week (1 is Monday) and hour, as `1-09`. */
  hour: 8,
} as const
export type Family = keyof typeof families

/** A row of `report_cells`, as it is changed. */
export interface Cell {
  family: number
  isMonth: boolean
  starts: string
  key: string
  measure: number
  bucket: number
  count: number
  total: number
}

/** How sums change when some facts take the place of others. */
export class CellChanges {
  readonly #cells = new Map<string, Cell>()

  /** `sign` is −1 for what is counted no more. */
  add(day: DayOfFacts, sign: 1 | -1): void {
    for (const fact of day.facts) {
      for (const [family, key] of keysOf(day, fact)) {
        this.#add({ family, key, isMonth: false, starts: day.day }, fact, sign)
        this.#add({ family, key, isMonth: true, starts: monthOf(day.day) }, fact, sign)
      }
    }
  }

  /** Those that change, always in one order. */
  list(): Cell[] {
    return [...this.#cells]
      .filter(([, { count, total }]) => count !== 0 || total !== 0)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, cell]) => cell)
  }

  #add(
    place: Pick<Cell, 'family' | 'key' | 'isMonth' | 'starts'>,
    { measure, bucket, count, total }: Fact,
    sign: 1 | -1,
  ): void {
    const { family, isMonth, starts, key } = place
    const name = [family, isMonth, starts, measure, bucket, key].join(' ')
    const cell = this.#cells.get(name) ?? { ...place, measure, bucket, count: 0, total: 0 }
    cell.count += sign * count
    cell.total += sign * total
    this.#cells.set(name, cell)
  }
}

export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`

/** 1 is Monday. */
export const weekdayOf = (day: string): number => ((new Date(day).getUTCDay() + 6) % 7) + 1

function keysOf(day: DayOfFacts, fact: Fact): [number, string][] {
  const keys: [number, string][] = [
    [families.all, ''],
    [families.channel, day.channelId],
    [families.topic, day.topic],
    [families.source, day.source],
  ]
  for (const tag of day.tags.length > 0 ? day.tags : ['']) keys.push([families.tag, tag])
  if (fact.teamId) keys.push([families.team, fact.teamId])
  if (fact.operatorId) keys.push([families.operator, fact.operatorId])
  if (fact.botId) keys.push([families.bot, fact.botId])
  if (fact.hour >= 0) {
    const hour = String(fact.hour).padStart(2, '0')
    keys.push([families.hour, `${weekdayOf(day.day)}-${hour}`])
  }
  return keys
}
