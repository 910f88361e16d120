import type { ScheduleException, WorkingInterval } from '@otklik/protocol/settings'

import { useLanguage, useWords } from '../../words/index.ts'
import { type Show, useListWords } from '../editing/index.ts'
import { serverClock } from '../feed/index.ts'
import { showDates } from './exceptions.ts'
import { showInterval } from './minutes.ts'
import type { ScheduleValues } from './schedule-values.ts'
import { wallOf } from './wall-clock.ts'
import { zoneOf } from './zones.ts'

/** How a conflict reads a value: hours, a city, or which exceptions came and went. */
export function useShowHours(): Show<ScheduleValues> {
  const { schedule: words } = useWords()
  const locale = useLanguage()
  const sayList = useListWords()
  const hours = (intervals: readonly WorkingInterval[]) =>
    intervals.map(showInterval).join(', ') || words.dayOff
  // «4 ноя, День народного единства (Выходной)»: another name or other hours are another exception.
  const exception = (each: ScheduleException) => {
    const { date: today } = wallOf(serverClock.now(), 'UTC')
    const dates = showDates(each, { today, locale })
    return `${[dates, each.name].filter(Boolean).join(', ')} (${hours(each.intervals)})`
  }
  return (name, value, { before }) => {
    if (name === 'timeZone') return zoneOf(String(value), locale).name
    if (name !== 'exceptions') return hours(value as WorkingInterval[])
    const lists = { before: before as ScheduleException[], now: value as ScheduleException[] }
    return sayList(lists, { nameOf: exception }) || words.noExceptions
  }
}
