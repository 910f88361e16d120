import type { ReportFilter } from '@otklik/protocol/reports'

import type { Reader } from '../access/index.ts'
import type { Family } from './cells.ts'
import type { Period, Step } from './periods.ts'

/** Whose figures, and who looks at them. */
export interface Asker extends Reader {
  accountId: string
}

/** One look at the figures: cases of these measures, within these days, of what the filter leaves. */
export interface Look {
  asker: Asker
  filter: ReportFilter
  period: Period
  measures: readonly number[]
  /** By which thing they are told apart; `all` of none. */
  by: Family
  /** By which time they are told apart. */
  step?: Step
}

/** Cases that were summed up. */
export interface Sum {
  /** The first day of its step; empty where time was not asked for. */
  at: string
  key: string
  measure: number
  bucket: number
  count: number
  total: number
}

type Listed = Exclude<keyof ReportFilter, never>

/** What each list of a filter narrows. */
export const familyOfList: Record<Listed, Family> = {
  channelIds: 'channel',
  teamIds: 'team',
  operatorIds: 'operator',
  botIds: 'bot',
  topics: 'topic',
  tags: 'tag',
  sources: 'source',
}

/** The lists that are there, by what they narrow. */
export function listsOf(filter: ReportFilter): Map<Family, readonly string[]> {
  const lists = new Map<Family, readonly string[]>()
  for (const [name, family] of Object.entries(familyOfList)) {
    const values = filter[name as Listed]
    if (values) lists.set(family, values)
  }
  return lists
}
