import type { Figure, MetricDefinition, ReportUnit } from '@otklik/protocol/reports'

import type { Formats } from '../../ui/formats.ts'

export interface FigureWords {
  points: (value: string) => string
}

/** A figure as it is read: «128», «6 мин», «42 %», «4,6»; a dash where nothing was measured. */
export function figureText(
  unit: ReportUnit,
  value: number | null | undefined,
  formats: Formats,
): string {
  if (value === null || value === undefined) return '—'
  if (unit === 'seconds') return formats.duration(value * 1000)
  if (unit === 'share') return `${formats.number(Math.round(value * 100))}\u00a0%`
  return formats.number(unit === 'score' ? Math.round(value * 10) / 10 : Math.round(value))
}

export interface Delta {
  /** «+12 %», «−0,3», «+3 п. п.» */
  text: string
  way: 'up' | 'down' | 'same'
  /** Undefined where more is neither better nor worse. */
  isBetter: boolean | undefined
}

/** More of these is neither good nor bad. */
const neutral = new Set([
  'opened',
  'new',
  'returning',
  'out-of-hours',
  'incoming',
  'outgoing',
  'rating-asked',
  'bot-held',
  'handle',
])

const isNeutral = (key: string) =>
  neutral.has(key) ||
  key.startsWith('closed') ||
  key.startsWith('funnel') ||
  key.startsWith('rated')

/** By how much it differs from the period before; undefined where there is nothing to compare with. */
export function deltaOf(
  {
    key,
    unit,
    isBetterLower = false,
  }: Pick<MetricDefinition, 'unit' | 'isBetterLower'> & {
    key: string
  },
  { now, before }: { now: Figure | undefined; before: Figure | undefined },
  { formats, words }: { formats: Formats; words: FigureWords },
): Delta | undefined {
  const is = now?.value
  const was = before?.value
  if (is === null || is === undefined || was === null || was === undefined) return undefined
  const isRelative = unit === 'count' || unit === 'seconds'
  if (isRelative && was === 0) return undefined
  const change = isRelative
    ? ((is - was) / was) * 100
    : unit === 'share'
      ? (is - was) * 100
      : is - was
  const size =
    unit === 'score' ? Math.round(Math.abs(change) * 10) / 10 : Math.round(Math.abs(change))
  const way = size === 0 ? 'same' : change > 0 ? 'up' : 'down'
  const sign = way === 'up' ? '+' : way === 'down' ? '−' : ''
  const number = `${sign}${formats.number(size)}`
  const text = isRelative ? `${number}\u00a0%` : unit === 'share' ? words.points(number) : number
  const isBetter = way === 'same' || isNeutral(key) ? undefined : (way === 'down') === isBetterLower
  return { text, way, isBetter }
}
