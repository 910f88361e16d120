import type { Story } from './story.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** The shop's own time, Moscow's. */
const OFFSET_MS = 3 * 60 * MINUTE_MS
/** Nothing that is told is still to come. */
const LEAST_MS = 5_000

/** When each step of a story was, told at `before`; always in their order and never later. */
export function momentsOf({ began, steps }: Story, before: Date): Date[] {
  let at = beginningOf(began, before)
  return steps.map(({ after }) => {
    at = Math.min(at + after * MINUTE_MS + 1000, before.getTime() - LEAST_MS)
    return new Date(at)
  })
}

/** A minute of a day gone by, by the shop's own time. */
export function momentOfDay(daysAgo: number, minute: number, before: Date): Date {
  return new Date(beginningOf({ daysAgo, hour: 0, minute }, before))
}

function beginningOf(began: Story['began'], before: Date): number {
  if ('minutesAgo' in began) return before.getTime() - began.minutesAgo * MINUTE_MS
  const { daysAgo, hour, minute } = began
  return hourOfShop(before, { days: -daysAgo, hour }) + minute * MINUTE_MS
}

/** An hour of the shop's clock, so many days from the day of a moment. */
export function hourOfShop(at: Date, { days, hour }: { days: number; hour: number }): number {
  const midnight = Math.floor((at.getTime() + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS
  return midnight + days * DAY_MS + hour * 60 * MINUTE_MS
}
