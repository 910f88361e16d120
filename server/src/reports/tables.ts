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

/** Beside each number what it was in the period before, where one is compared with. */
const beside = <Cells>(now: readonly Cells[], before: readonly Cells[] | undefined): Cells[] =>
  now.flatMap((cell, place) => (before ? [cell, before[place]!] : [cell]))

/** Headings of numbers, with those of what they were. */
const headed = (headings: readonly string[], words: ReportWords, isCompared: boolean): string[] =>
  beside(headings, isCompared ? headings.map((heading) => words.was(heading)) : undefined)

export function tableOf(report: Report, language: Language): Table {
  const words = wordsOf(language).web.reports
  const write = numberWriter(language)
  const { name, metrics } = report
  const isCompared = report.compared !== undefined
  const numbers = (figures: Figures) =>
    metrics.flatMap((metric) => cellsOf(metric, figures[metric.key], write))
  const cells = (now: Figures, before: Figures = {}) =>
    beside(numbers(now), isCompared ? numbers(before) : undefined)
  const isOfTime = name === 'overview'
  const first = isOfTime && report.step === 'month' ? words.month : words.of[name]
  const rows = isOfTime
    ? report.series.map(({ at, figures, compared }) => [
        report.step === 'month' ? at.slice(0, 7) : at,
        ...cells(figures, compared),
      ])
    : report.rows.map((row) => [
        row.name || withoutName(name, words.without),
        ...cells(row.figures, row.compared),
      ])
  const headings = metrics.flatMap((metric) => headingsOf(metric, words))
  return [
    [first, ...headed(headings, words, isCompared)],
    ...rows,
    [words.total, ...cells(report.totals, report.comparedTotals)],
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

export function funnelTable({ compared, stages }: FunnelReport, language: Language): Table {
  const words = wordsOf(language).web.reports
  const write = numberWriter(language)
  return [
    [
      words.of.funnel,
      ...headed([words.count], words, compared !== undefined),
      `${words.shareOfFirst}, %`,
    ],
    ...stages.map(({ metric, count, share, compared: before }) => [
      words.metrics[metric].name,
      ...beside([write(count)], before === undefined ? undefined : [write(before)]),
      write(share === null ? null : share * 100),
    ]),
  ]
}

export function attributionTable(report: AttributionReport, language: Language): Table {
  const words = wordsOf(language).web.reports
  const { rate, ...names } = words.attribution
  const columns = Object.keys(names) as (keyof typeof names)[]
  const write = numberWriter(language)
  const numbers = (row: AttributionReport['totals']) => {
    const share = matchRateOf(row)
    return [...columns.map((name) => write(row[name])), write(share === null ? null : share * 100)]
  }
  const cells = (now: AttributionReport['totals'], before?: AttributionReport['totals']) =>
    beside(numbers(now), before && numbers(before))
  const headings = [...Object.values(names), `${rate}, %`]
  return [
    [
      ...[words.of.attribution, words.medium, words.campaign],
      ...headed(headings, words, report.compared !== undefined),
    ],
    ...report.rows.map((row) => [
      ...[row.source, row.medium, row.campaign],
      ...cells(row, row.compared),
    ]),
    [words.total, '', '', ...cells(report.totals, report.comparedTotals)],
  ]
}

const shown = ['online', 'break', 'do-not-disturb'] as const

type Times = StatusReport['totals']

/** One column for each reason, and one for none. */
export function statusTable(report: StatusReport, language: Language): Table {
  const words = wordsOf(language).web.reports
  const reasons = reasonsOf([report.totals, report.comparedTotals])
  const numbers = ({ seconds, reasons: own }: Times) => [
    ...shown.map((status) => String(seconds[status] ?? 0)),
    ...reasons.map(({ status, reason }) =>
      String(own.find((each) => each.status === status && each.reason === reason)?.seconds ?? 0),
    ),
  ]
  const cells = (now: Times, before?: Times) => beside(numbers(now), before && numbers(before))
  const headings = [
    ...shown.map((status) => words.statuses[status]),
    ...reasons.map(
      ({ status, reason }) => `${words.statuses[status]}: ${reason || words.noReason}`,
    ),
  ]
  return [
    [words.of.statuses, ...headed(headings, words, report.compared !== undefined)],
    ...report.rows.map((row) => [row.name, ...cells(row, row.compared)]),
    [words.total, ...cells(report.totals, report.comparedTotals)],
  ]
}

/** Of both periods, each once. */
function reasonsOf(times: readonly (Times | undefined)[]): Times['reasons'] {
  const all = times.flatMap((each) => each?.reasons ?? [])
  return [...new Map(all.map((each) => [`${each.status} ${each.reason}`, each])).values()]
}
