import type { HeatReport, ReportTable } from '@otklik/protocol/reports'
import { type Language, wordsOf } from '@otklik/words'

import type { Database } from '../database/index.ts'
import { buildAttribution } from './build-attribution.ts'
import { buildFunnel } from './build-funnel.ts'
import { buildHeat } from './build-heat.ts'
import { type Asked, buildReport } from './build-report.ts'
import { buildStatuses } from './build-statuses.ts'
import {
  attributionTable,
  funnelTable,
  heatTable,
  statusTable,
  type Table,
  tableOf,
} from './tables.ts'
import type { Format } from './write-file.ts'

interface Wanted extends Asked {
  metric?: HeatReport['metric'] | undefined
  language: Language
  now: Date
}

/** Any report as a table. */
export async function makeTable(
  database: Database,
  name: ReportTable,
  { language, now, metric = 'opened', ...asked }: Wanted,
): Promise<Table> {
  switch (name) {
    case 'heat':
      return heatTable(await buildHeat(database, { ...asked, metric }), language)
    case 'funnel':
      return funnelTable(await buildFunnel(database, asked), language)
    case 'statuses':
      return statusTable(await buildStatuses(database, asked, now), language)
    case 'attribution':
      return attributionTable(await buildAttribution(database, asked), language)
    default:
      return tableOf(await buildReport(database, name, { ...asked, language }), language)
  }
}

export function nameFile(
  name: ReportTable,
  { language, period, format }: Pick<Wanted, 'language' | 'period'> & { format: Format },
): string {
  const { names } = wordsOf(language).web.reports
  return `${names[name]} ${period.from} – ${period.to}.${format}`
}
