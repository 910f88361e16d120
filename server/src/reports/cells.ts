import type { DayOfFacts, Fact } from './facts.ts'
import { add, codeOf, type Sums } from './packed-sums.ts'

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

/** A row of `report_sums`: which thing, and which day or month. */
export interface Cell {
  family: number
  isMonth: boolean
  starts: string
  key: string
}

/** How sums change when some facts take the place of others. */
export class SumChanges {
  readonly #cells = new Map<string, { cell: Cell; sums: Sums }>()

  /** `sign` is −1 for what is counted no more. */
  add(day: DayOfFacts, sign: 1 | -1): void {
    for (const fact of day.facts) {
      for (const [family, key] of keysOf(day, fact)) {
        this.#add({ family, key, isMonth: false, starts: day.day }, fact, sign)
        this.#add({ family, key, isMonth: true, starts: monthOf(day.day) }, fact, sign)
      }
    }
  }

  /** Those that change at all. */
  list(): { cell: Cell; sums: Sums }[] {
    return [...this.#cells.values()].filter(({ sums }) =>
      [...sums.values()].some(([count, total]) => count !== 0 || total !== 0),
    )
  }

  #add(cell: Cell, { measure, bucket, count, total }: Fact, sign: 1 | -1): void {
    const name = nameOf(cell)
    const known = this.#cells.get(name) ?? { cell, sums: new Map() }
    this.#cells.set(name, known)
    add(known.sums, codeOf(measure, bucket), [sign * count, sign * total])
  }
}

export const nameOf = ({ family, isMonth, starts, key }: Cell): string =>
  [family, isMonth, starts, key].join(' ')

export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`

/** 1 is Monday. */
export const weekdayOf = (day: string): number => ((new Date(day).getUTCDay() + 6) % 7) + 1

/** As sums by hour are kept. */
export const keyOfHour = ({ weekday, hour }: { weekday: number; hour: number }): string =>
  `${weekday}-${String(hour).padStart(2, '0')}`

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
    keys.push([families.hour, keyOfHour({ weekday: weekdayOf(day.day), hour: fact.hour })])
  }
  return keys
}
