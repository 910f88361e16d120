import type { Schedule } from '@otklik/protocol/settings'

import { useLanguage, useWords } from '../../words/index.ts'
import { useServerTime } from '../feed/index.ts'
import { momentWords, untilWords } from '../schedule/moment-words.ts'
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

/** Whether it is working time and when that changes, by the company's clock, as its hours are set. */
export function useOpenState(schedule: Schedule | undefined) {
  const { channelRules: words, schedule: hours } = useWords()
  const locale = useLanguage()
  const minute = useServerTime((now) => Math.floor(now / 60_000))
  if (!schedule) return undefined
  const { isOpen, nextChangeAt, timeZone } = schedule
  if (!nextChangeAt) {
    const plain = isOpen ? words.isOpenAlways : words.isClosedAlways
    return { isOpen, short: plain, long: plain }
  }
  const told = { now: minute * 60_000, timeZone, words: hours, locale }
  const until = untilWords(Date.parse(nextChangeAt), told)
  const moment = momentWords(Date.parse(nextChangeAt), told)
  return isOpen
    ? { isOpen, short: words.isOpenUntil(until), long: words.closesAt(moment) }
    : { isOpen, short: words.isClosedUntil(until), long: words.opensAt(moment) }
}
