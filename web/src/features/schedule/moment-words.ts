import type { Words } from '@otklik/words'

import { showTime } from './minutes.ts'
import { daysBetween, utc, type Wall, wallOf } from './wall-clock.ts'

type ScheduleWords = Words['web']['schedule']

interface Told {
  now: number
  timeZone: string
  words: ScheduleWords
  locale: string
}

/** «до 20:00», «до 2:00 завтра», «до 18:00 пятницы», «до 18:00 28 ноября». */
export function untilWords(at: number, told: Told): string {
  const wall = wallOf(at, told.timeZone)
  const { words } = told
  return words.until(timeOf(wall), dayOf(wall, told, words.of, words.daysOf))
}

/** «следующее открытие — завтра в 10:00» */
export function openingWords(at: number, told: Told): string {
  const wall = wallOf(at, told.timeZone)
  const { words } = told
  return words.nextOpening(dayOf(wall, told, words.at, words.onDays), timeOf(wall))
}

/** «завтра в 9:00» */
export function momentWords(at: number, told: Told): string {
  const wall = wallOf(at, told.timeZone)
  return told.words.moment(dayOf(wall, told, told.words.at, told.words.onDays), timeOf(wall))
}

export function timeOf({ minutes }: Wall): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return showTime(`${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`)
}

function dayOf(
  wall: Wall,
  { now, timeZone, locale }: Told,
  near: { today: string; tomorrow: string },
  weekdays: readonly string[],
): string {
  const days = daysBetween(wallOf(now, timeZone).date, wall.date)
  if (days <= 0) return near.today
  if (days === 1) return near.tomorrow
  if (days < 7) return weekdays[wall.weekday] ?? ''
  const format = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    ...(days > 300 && { year: 'numeric' }),
    timeZone: 'UTC',
  })
  return format.format(utc(wall.date))
}
