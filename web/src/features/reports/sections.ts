import type { ReportName } from '@otklik/protocol/reports'

import type { FilterName } from './report-search.ts'

/** Pages of «Отчёты», in the order they stand. */
export const sections = [
  'overview',
  'channels',
  'teams',
  'operators',
  'bots',
  'topics',
  'tags',
  'sources',
  'attribution',
  'ratings',
  'sla',
  'statuses',
  'heat',
  'funnel',
] as const
export type SectionName = (typeof sections)[number]

export const sectionFrom = (name: string): SectionName =>
  sections.find((each) => each === name) ?? 'overview'

/** What a row of a report is, where a figure of it is opened. */
export const rowFilters: Partial<Record<ReportName, FilterName>> = {
  channels: 'channel',
  teams: 'team',
  operators: 'operator',
  bots: 'bot',
  topics: 'topic',
  tags: 'tag',
  sources: 'source',
  ratings: 'operator',
  sla: 'team',
}
