import {
  attributionFigure,
  type ReportConversations,
  type ReportMetric,
  reportMetric,
} from '@otklik/protocol/reports'

import { useWords } from '../../words/index.ts'
import { type Asked, listAttributed, listBehind } from './api/reports.ts'
import { hourOfDay } from './heat-map.tsx'
import { originFrom } from './origin.ts'
import { daysAt, filterNames, ofVisits, uncompared } from './report-search.ts'
import { rowFilters, type SectionName } from './sections.ts'
import { useDayText } from './use-day-text.ts'
import { useAsked } from './use-report.ts'

/** What is behind a figure: how it is called, and how it is asked for. */
export interface Behind {
  title: string
  query: Asked
  load: (page: {
    query: Asked
    after: string | undefined
    signal: AbortSignal
  }) => Promise<ReportConversations>
  /** Of what each conversation has a share. */
  metric?: ReportMetric
}

/** As the address names it; nothing where it names nothing. */
export function useBehind(behind: string): Behind | undefined {
  const { reports } = useWords()
  const { search, section, asked } = useAsked()
  const { of, at } = search
  const sayDay = useDayText(at?.length === 7 ? 'month' : 'day')
  if (section === 'attribution') {
    const { data: figure } = attributionFigure.safeParse(behind)
    if (!figure) return undefined
    const origin = originFrom(of)
    return {
      title: titleOf(
        reports.attribution[figure],
        Object.values(origin).filter(Boolean).join(' / '),
      ),
      query: { ...uncompared(ofVisits(asked)), ...origin, figure },
      load: listAttributed,
    }
  }
  const { data: metric } = reportMetric.safeParse(behind)
  if (!metric) return undefined
  const cell = section === 'heat' ? cellFrom(of) : undefined
  const place = cell
    ? hourOfDay(reports.weekdays[cell.weekday - 1] ?? '', cell.hour)
    : at && sayDay(at.length === 7 ? `${at}-01` : at)
  return {
    metric,
    title: titleOf(reports.metrics[metric].name, place),
    query: {
      ...uncompared(asked),
      ...(at && daysAt(at, asked)),
      ...(cell ? { weekday: String(cell.weekday), hour: String(cell.hour) } : ofRow(section, of)),
      metric,
    },
    load: listBehind,
  }
}

const titleOf = (name: string, place: string | undefined): string =>
  place ? `${name} · ${place}` : name

function cellFrom(of: string | undefined): { weekday: number; hour: number } | undefined {
  const [, weekday, hour] = /^([1-7])-(\d|1\d|2[0-3])$/.exec(of ?? '') ?? []
  return weekday && hour ? { weekday: Number(weekday), hour: Number(hour) } : undefined
}

/** The row that was pressed narrows the report's own filter. */
function ofRow(section: SectionName, of: string | undefined): Asked {
  if (of === undefined) return {}
  const filter = section in rowFilters ? rowFilters[section as keyof typeof rowFilters] : undefined
  return filter ? { [filterNames[filter]]: [of] } : {}
}
