import type { Schedule } from '@otklik/protocol'

import { useFormats, useLanguage, useWords } from '../../words/index.ts'
import { useServerTime } from '../feed/index.ts'
import { wallOf } from '../schedule/wall-clock.ts'
import { scheduleSummary } from './schedule-summary.ts'

/** A Monday, to name the days of the week from. */
const monday = Date.UTC(2024, 0, 1)
const dayMs = 86_400_000

export function useScheduleSummary(): (schedule: Schedule) => string {
  const { channelRules: words } = useWords()
  const locale = useLanguage()
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  const days = Array.from({ length: 7 }, (_, day) => {
    const name = weekday.format(monday + day * dayMs)
    return name.charAt(0).toLocaleUpperCase() + name.slice(1)
  })
  return ({ week, exceptions }) => {
    const summary = scheduleSummary(week, { days, ...words })
    return exceptions.length > 0 ? `${summary}, ${words.exceptions(exceptions.length)}` : summary
  }
}

/** Whether it is working time, and when that changes. */
export function useOpenState(schedule: Schedule | undefined) {
  const { channelRules: words } = useWords()
  const formats = useFormats()
  const next = schedule?.nextChangeAt
  const zone = schedule?.timeZone
  const when = useServerTime((now) =>
    next && zone ? formats.soon(asThere(Date.parse(next), zone), asThere(now, zone)) : '',
  )
  if (!schedule) return undefined
  const { isOpen } = schedule
  if (!when) {
    const plain = isOpen ? words.isOpenAlways : words.isClosedAlways
    return { isOpen, short: plain, long: plain }
  }
  return isOpen
    ? { isOpen, short: words.isOpenUntil(when), long: words.closesAt(when) }
    : { isOpen, short: words.isClosedUntil(when), long: words.opensAt(when) }
}

/** By the company's clock, as its hours are set, wherever the reader is. */
function asThere(at: number, timeZone: string): Date {
  const { date, minutes } = wallOf(at, timeZone)
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return new Date(year, month - 1, day, 0, minutes)
}
