import type { ScheduleException } from '@otklik/protocol/settings'

import { toSpan } from './minutes.ts'
import { utc } from './wall-clock.ts'

export function byDate(list: readonly ScheduleException[]): ScheduleException[] {
  return list.toSorted((one, other) => (one.from < other.from ? -1 : 1))
}

/** «4 ноя», «1–8 янв»; with the year where it is not the coming one. */
export function showDates(
  { from, to }: Pick<ScheduleException, 'from' | 'to'>,
  { today, locale }: { today: string; locale: string },
): string {
  const isNear = from >= today.slice(0, 4) && utc(to) - utc(today) < 365 * 86_400_000
  const format = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(isNear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  })
  if (to < from) return format.format(utc(from)).replaceAll('.', '')
  return format.formatRange(utc(from), utc(to)).replaceAll('.', '')
}

/** The last of its nights ends on the day after it. */
export function endsAtNight({ intervals }: ScheduleException): boolean {
  return intervals.some((interval) => toSpan(interval).end > 1440)
}
