import type { WorkingInterval } from '@otklik/protocol/settings'

import { DAY, FINE_STEP, type Span, toInterval, toSpan } from './minutes.ts'

/** Monday first. */
export type Week = readonly WorkingInterval[][]

/** A day after one of its intervals was put in or changed, and where that one is now. */
export interface Placed {
  day: WorkingInterval[]
  index: number
}

export const office: WorkingInterval = { from: '09:00', to: '18:00' }
const allDay: WorkingInterval = { from: '00:00', to: '24:00' }

export const presets = {
  always: (): WorkingInterval[][] => Array.from({ length: 7 }, () => [allDay]),
  office: (): WorkingInterval[][] =>
    Array.from({ length: 7 }, (_, day) => (day < 5 ? [office] : [])),
  monday: (week: Week): WorkingInterval[][] =>
    Array.from({ length: 7 }, () => [...(week[0] ?? [])]),
}

export function put(day: readonly WorkingInterval[], interval: WorkingInterval): Placed {
  return sorted([...day, interval], day.length)
}

/** The others stay where they are; the day is in order of time again. */
export function replace(
  day: readonly WorkingInterval[],
  index: number,
  interval: WorkingInterval,
): Placed {
  return sorted(day.with(index, interval), index)
}

export function without(day: readonly WorkingInterval[], index: number): WorkingInterval[] {
  return day.filter((_, each) => each !== index)
}

/** How far the night before runs into this day, in minutes. */
export function tailInto(week: Week, day: number): number {
  const before = week[(day + 6) % 7] ?? []
  return Math.max(0, ...before.map((interval) => toSpan(interval).end - DAY))
}

/** Minutes by the clock that begin on this day; what is covered twice counts once. */
export function minutesOf(day: readonly WorkingInterval[]): number {
  let total = 0
  let covered = 0
  for (const { start, end } of day.map(toSpan).toSorted((one, other) => one.start - other.start)) {
    total += Math.max(0, end - Math.max(start, covered))
    covered = Math.max(covered, end)
  }
  return total
}

/** Where one more fits, office hours first; undefined where the day is full. */
export function freeIn(week: Week, day: number): WorkingInterval | undefined {
  const spans = (week[day] ?? []).map(toSpan)
  const taken = [{ start: 0, end: tailInto(week, day) }, ...spans]
    .filter(({ start, end }) => end > start)
    .toSorted((one, other) => one.start - other.start)
  const wanted = toSpan(office)
  if (taken.every(({ start, end }) => end <= wanted.start || start >= wanted.end)) return office
  const widest = gapsOf(taken).toSorted((one, other) => lengthOf(other) - lengthOf(one))[0]
  if (!widest || lengthOf(widest) < FINE_STEP) return undefined
  return toInterval({ start: widest.start, end: Math.min(widest.end, widest.start + 240) })
}

function gapsOf(taken: readonly Span[]): Span[] {
  const gaps: Span[] = []
  let free = 0
  for (const { start, end } of taken) {
    if (start > free) gaps.push({ start: free, end: start })
    free = Math.max(free, end)
  }
  return free < DAY ? [...gaps, { start: free, end: DAY }] : gaps
}

function sorted(list: WorkingInterval[], index: number): Placed {
  const order = list
    .map((interval, place) => ({ interval, place, start: toSpan(interval).start }))
    .sort((one, other) => one.start - other.start)
  return {
    day: order.map(({ interval }) => interval),
    index: order.findIndex(({ place }) => place === index),
  }
}

const lengthOf = ({ start, end }: Span) => end - start
