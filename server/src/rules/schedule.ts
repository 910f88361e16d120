import type { ScheduleRules } from '@otklik/protocol/settings'

import type { Moment } from './conversation.ts'
import type { OpeningHours } from './settings.ts'
import { cutAtClockChanges, openTimeZone } from './time-zone.ts'
import { DAY_MS, readWorkingDays, type Span, type WorkingDays } from './working-days.ts'

/** A day of UTC: whether it begins open, and when that changes within it. */
interface Day {
  startsOpen: boolean
  changes: Moment[]
}

/** One rule repeats every week; what a change of the clocks hides in one, the next ones show. */
const QUIET_DAYS = 21
/** Eleven years. Nobody needs them at once, and a search far ahead must not keep them. */
const MOST_DAYS = 4096

/**
 * Working hours, for schedules without problems (`checkSchedule`). Whether it is open is what the
 * wall clock of the zone shows and nothing else: an hour that comes twice counts twice, one that is
 * left out does not exist. Days are worked out once each, and remembered.
 */
export function compileSchedule(rules: ScheduleRules): OpeningHours {
  const working = readWorkingDays(rules)
  const offsetAt = openTimeZone(rules.timeZone)
  const days = new Map<number, Day>()

  function dayOf(index: number): Day {
    const known = days.get(index)
    if (known) return known
    if (days.size >= MOST_DAYS) days.clear()
    const start = index * DAY_MS
    const spans = cutAtClockChanges(offsetAt, start, start + DAY_MS).flatMap((stretch) =>
      openWithin(working, stretch),
    )
    const day = toDay(join(spans), start)
    days.set(index, day)
    return day
  }

  function isOpen(at: Moment): boolean {
    const { startsOpen, changes } = dayOf(Math.floor(at / DAY_MS))
    let isOpenNow = startsOpen
    for (const change of changes) {
      if (change > at) break
      isOpenNow = !isOpenNow
    }
    return isOpenNow
  }

  function nextChange(at: Moment): Moment | undefined {
    const now = isOpen(at)
    let index = Math.floor(at / DAY_MS)
    let quietSince = index
    let ruleEnd = working.ruleEnd(index)
    for (;;) {
      const { startsOpen, changes } = dayOf(index)
      const start = index * DAY_MS
      if (start > at && startsOpen !== now) return start
      const change = changes.find((each) => each > at)
      if (change !== undefined) return change
      index++
      if (working.ruleEnd(index) !== ruleEnd) {
        quietSince = index
        ruleEnd = working.ruleEnd(index)
      }
      if (index - quietSince <= QUIET_DAYS) continue
      if (ruleEnd === Infinity) return undefined
      // Not to the last day itself: east of UTC the next rule has begun before it is over.
      index = Math.max(index, ruleEnd - 1)
    }
  }

  function nextOpening(at: Moment): Moment | undefined {
    const change = nextChange(at)
    return change === undefined || isOpen(change) ? change : nextChange(change)
  }

  return { isOpen, nextChange, nextOpening }
}

/** The open times of a stretch without a change of the clocks, in UTC. */
function openWithin(
  working: WorkingDays,
  { from, to, offsetMs }: { from: Moment; to: Moment; offsetMs: number },
): Span[] {
  const first = Math.floor((from + offsetMs) / DAY_MS) - 1 // Its night may run into this one.
  const last = Math.floor((to - 1 + offsetMs) / DAY_MS)
  const spans: Span[] = []
  for (let day = first; day <= last; day++) {
    const midnight = day * DAY_MS - offsetMs
    for (const span of working.spansOf(day)) {
      const open = {
        from: Math.max(midnight + span.from, from),
        to: Math.min(midnight + span.to, to),
      }
      if (open.from < open.to) spans.push(open)
    }
  }
  return spans
}

/** One after the other without touching: where one ends and the next begins, nothing closes. */
function join(spans: Span[]): Span[] {
  const joined: Span[] = []
  for (const span of spans.toSorted((one, other) => one.from - other.from)) {
    const last = joined.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else joined.push({ ...span })
  }
  return joined
}

function toDay(spans: Span[], start: Moment): Day {
  const borders = spans.flatMap(({ from, to }) => [from, to])
  return {
    startsOpen: borders[0] === start,
    changes: borders.filter((border) => border > start && border < start + DAY_MS),
  }
}
