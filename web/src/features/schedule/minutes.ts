import type { WorkingInterval } from '@otklik/protocol/settings'

export const DAY = 1440
/** What dragging and arrows step by; with Ctrl held, the fine one. */
export const STEP = 15
export const FINE_STEP = 5

/** Minutes from the midnight a day begins with; one that ends past the next runs into that day. */
export interface Span {
  start: number
  end: number
}

/** One that ends before it starts ends on the next day; one that does neither is empty. */
export function toSpan({ from, to }: WorkingInterval): Span {
  const [start, end] = [toMinutes(from), toMinutes(to)]
  return { start, end: end < start ? end + DAY : end }
}

export function toInterval({ start, end }: Span): WorkingInterval {
  return { from: clock(start), to: end === DAY ? '24:00' : clock(end % DAY) }
}

export function snap(minutes: number, step: number): number {
  return Math.round(minutes / step) * step
}

/** Where on a day's line a point is: `x` from its left edge, both in pixels. */
export function minuteAt(x: number, width: number): number {
  return width > 0 ? (x / width) * DAY : 0
}

/** Its length stays, and it keeps beginning on its own day. */
export function move({ start, end }: Span, by: number): Span {
  const length = end - start
  if (length >= DAY) return { start, end }
  const begin = clamp(start + by, 0, DAY - FINE_STEP)
  return { start: begin, end: begin + length }
}

export function moveStart({ end }: Span, to: number, step = FINE_STEP): Span {
  const least = end > DAY ? end - DAY + step : 0
  return { start: clamp(to, least, Math.min(end, DAY) - step), end }
}

/** Past midnight it becomes a night, and never reaches its own beginning. */
export function moveEnd({ start }: Span, to: number, step = FINE_STEP): Span {
  return { start, end: clamp(to, start + step, start === 0 ? DAY : start + DAY - step) }
}

/** What was drawn from one point to another, in either direction. */
export function between(one: number, other: number): Span {
  const [start, end] = one < other ? [one, other] : [other, one]
  return { start: clamp(start, 0, DAY), end: clamp(end, 0, DAY) }
}

/** `9`, `9:30`, `930` and `24` are times; nothing else is guessed. */
export function readTime(typed: string): string | undefined {
  const found = /^(\d{1,2})(?:[:.\s-]?(\d{2}))?$/.exec(typed.trim())
  if (!found) return undefined
  const hours = Number(found[1])
  const minutes = Number(found[2] ?? 0)
  if (minutes > 59 || hours > 24 || (hours === 24 && minutes > 0)) return undefined
  return `${two(hours)}:${two(minutes)}`
}

/** «9:00»: as people write it. */
export function showTime(time: string): string {
  return time.replace(/^0(?=\d:)/, '')
}

export function showInterval({ from, to }: WorkingInterval): string {
  return `${showTime(from)}–${showTime(to)}`
}

function toMinutes(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

const clock = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
const two = (number: number) => String(number).padStart(2, '0')
const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)
