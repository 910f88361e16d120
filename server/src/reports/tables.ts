import type {
  AttributionReport,
  Figure,
  Figures,
  FunnelReport,
  HeatReport,
  MetricDefinition,
  Report,
  StatusReport,
} from '@otklik/protocol/reports'
import { matchRateOf } from '@otklik/protocol/reports'
import { type Language, wordsOf } from '@otklik/words'

/** A report as rows of text: the headings first. The numbers are those of the screen. */
export type Table = string[][]

const locales: Record<Language, string> = { ru: 'ru-RU', en: 'en-GB' }

/** Decimals as the reader's spreadsheet writes them, and no spaces between thousands. */
function numberWriter(language: Language): (value: number | null | undefined) => string {
  const format = new Intl.NumberFormat(locales[language], {
    maximumFractionDigits: 2,
    useGrouping: false,
  })
  return (value) => (value === null || value === undefined ? '' : format.format(value))
}

export function tableOf(report: Report, language: Language): Table {
  const words = wordsOf(language).web.reports
  const write = numberWriter(language)
  const { name, metrics } = report
  const cells = (figures: Figures) =>
    metrics.flatMap((metric) => cellsOf(metric, figures[metric.key], write))
  const isOfTime = name === 'overview'
  const first = isOfTime && report.step === 'month' ? words.month : words.of[name]
  const rows = isOfTime
    ? report.series.map(({ at, figures }) => [
        report.step === 'month' ? at.slice(0, 7) : at,
        ...cells(figures),
      ])
    : report.rows.map((row) => [
        row.name || withoutName(name, words.without),
        ...cells(row.figures),
      ])
  return [
    [first, ...metrics.flatMap((metric) => headingsOf(metric, words))],
    ...rows,
    [words.total, ...cells(report.totals)],
    ...(report.comparedTotals ? [[words.totalBefore, ...cells(report.comparedTotals)]] : []),
  ]
}

type ReportWords = ReturnType<typeof wordsOf>['web']['reports']

const withoutName = (name: string, without: Record<string, string>): string => without[name] ?? ''

function headingsOf({ key, unit }: MetricDefinition, words: ReportWords): string[] {
  const { name } = words.metrics[key]
  if (unit === 'share') return [`${name}, %`]
  if (unit !== 'seconds') return [name]
  return [words.median, words.average, words.p90].map((what) => `${name}, ${what}`)
}

function cellsOf(
  { unit }: MetricDefinition,
  figure: Figure | undefined,
  write: (value: number | null | undefined) => string,
): string[] {
  const { value = null } = figure ?? {}
  if (unit === 'share') return [write(value === null ? null : value * 100)]
  if (unit !== 'seconds') return [write(value)]
  return [write(value), write(figure?.average), write(figure?.p90)]
}

export function heatTable({ cells }: HeatReport, language: Language): Table {
  const words = wordsOf(language).web.reports
  const hours = Array.from({ length: 24 }, (_, hour) => hour)
  const counts = new Map(cells.map(({ weekday, hour, count }) => [`${weekday}-${hour}`, count]))
  const row = (day: string, index: number) => [
    day,
    ...hours.map((hour) => String(counts.get(`${index + 1}-${hour}`) ?? 0)),
  ]
  return [
    [words.of.heat, ...hours.map((hour) => `${String(hour).padStart(2, '0')}:00`)],
    ...words.weekdays.map(row),
  ]
}

export function funnelTable({ stages }: FunnelReport, language: Language): Table {
  const words = wordsOf(language).web.reports
  const write = numberWriter(language)
  return [
    [words.of.funnel, words.count, `${words.shareOfFirst}, %`],
    ...stages.map(({ metric, count, share }) => [
      words.metrics[metric].name,
      write(count),
      write(share === null ? null : share * 100),
    ]),
  ]
}

export function attributionTable(report: AttributionReport, language: Language): Table {
  const words = wordsOf(language).web.reports
  const { rate, ...names } = words.attribution
  const columns = Object.keys(names) as (keyof typeof names)[]
  const write = numberWriter(language)
  const cells = (row: AttributionReport['totals']) => {
    const share = matchRateOf(row)
    return [...columns.map((name) => write(row[name])), write(share === null ? null : share * 100)]
  }
  return [
    [words.of.attribution, words.medium, words.campaign, ...Object.values(names), `${rate}, %`],
    ...report.rows.map((row) => [row.source, row.medium, row.campaign, ...cells(row)]),
    [words.total, '', '', ...cells(report.totals)],
    ...(report.comparedTotals
      ? [[words.totalBefore, '', '', ...cells(report.comparedTotals)]]
      : []),
  ]
}

const shown = ['online', 'break', 'do-not-disturb'] as const

/** One column for each reason that somebody gave. */
export function statusTable(report: StatusReport, language: Language): Table {
  const words = wordsOf(language).web.reports
  const reasons = report.totals.reasons.filter(({ reason }) => reason !== '')
  const cells = ({ seconds, reasons: own }: StatusReport['totals']) => [
    ...shown.map((status) => String(seconds[status] ?? 0)),
    ...reasons.map(({ status, reason }) =>
      String(own.find((each) => each.status === status && each.reason === reason)?.seconds ?? 0),
    ),
  ]
  return [
    [
      words.of.statuses,
      ...shown.map((status) => words.statuses[status]),
      ...reasons.map(({ status, reason }) => `${words.statuses[status]}: ${reason}`),
    ],
    ...report.rows.map((row) => [row.name, ...cells(row)]),
    [words.total, ...cells(report.totals)],
  ]
}
