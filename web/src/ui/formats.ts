/** How numbers, sizes and times are written in one language (interface.md §11). */
export interface Formats {
  number(value: number): string
  /** «23,4 МБ» */
  bytes(value: number): string
  /** «14:32» */
  time(at: Date): string
  /** In a list: today the time, then «вчера», «пн», «12 сен», «12.09.2024». */
  shortMoment(at: Date, now: Date): string
  /** Ahead of us: «18:00», «завтра 10:00», «пн 10:00», «12 окт 10:00». */
  soon(at: Date, now: Date): string
  /** A day divider: «Сегодня, 3 октября». */
  day(at: Date, now: Date): string
  /** «3 октября, 14:32» */
  moment(at: Date): string
  /** Exact, for titles: «3 октября, 14:32:07». */
  fullMoment(at: Date): string
  /** After «с»: «марта 2023». */
  sinceMonth(at: Date): string
  /** «20 с», «6 мин», «1 ч 05 мин», «2 дня». */
  duration(ms: number): string
  /** Of a setting, which does not run: «2 ч», not «2 ч 00 мин». */
  term(ms: number): string
  /** The same in full words, for screen readers: «6 минут». */
  spokenDuration(ms: number): string
  /** Of a recording: «1:48». */
  playback(seconds: number): string
}

const made = new Map<string, Formats>()

export function formatsOf(language: 'ru' | 'en'): Formats {
  let formats = made.get(language)
  if (!formats) {
    formats = makeFormats(language)
    made.set(language, formats)
  }
  return formats
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

function makeFormats(language: 'ru' | 'en'): Formats {
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB'
  // British English has «mins» and «secs», which say no more and take more room.
  const unitLocale = language === 'ru' ? locale : 'en-US'
  const numbers = new Intl.NumberFormat(locale)
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' })
  const dayAndMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' })
  const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
  const date = new Intl.DateTimeFormat(locale)
  const longDate = new Intl.DateTimeFormat(locale, { dateStyle: 'long' })
  const exact = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const plain = (part: string) => part.replace(/\.$/, '')

  return {
    number: (value) => numbers.format(value),
    bytes: (value) => bytes(locale, value),
    time: (at) => clock.format(at),
    shortMoment(at, now) {
      const days = calendarDays(at, now)
      if (days <= 0) return clock.format(at)
      if (days === 1) return relative.format(-1, 'day')
      if (days < 7) return weekday.format(at)
      if (at.getFullYear() === now.getFullYear()) return plain(shortDay.format(at))
      return date.format(at)
    },
    soon(at, now) {
      const days = -calendarDays(at, now)
      const time = clock.format(at)
      if (days <= 0) return time
      if (days === 1) return `${relative.format(1, 'day')} ${time}`
      return `${days < 7 ? weekday.format(at) : plain(shortDay.format(at))} ${time}`
    },
    day(at, now) {
      const days = calendarDays(at, now)
      if (at.getFullYear() !== now.getFullYear()) return longDate.format(at)
      if (days !== 0 && days !== 1) return dayAndMonth.format(at)
      return `${capitalized(relative.format(-days, 'day'))}, ${dayAndMonth.format(at)}`
    },
    moment: (at) => `${dayAndMonth.format(at)}, ${clock.format(at)}`,
    fullMoment: (at) => `${dayAndMonth.format(at)}, ${exact.format(at)}`,
    sinceMonth(at) {
      // Only beside a day does a month stand in the case that a preposition asks for.
      const month = dayAndMonth.formatToParts(at).find(({ type }) => type === 'month')
      return `${month?.value ?? ''} ${at.getFullYear()}`
    },
    duration: (ms) => duration(unitLocale, ms),
    term: (ms) => duration(unitLocale, ms).replace(/\s0+\s\S+$/, ''),
    spokenDuration: (ms) => spokenDuration(unitLocale, ms),
    playback: (seconds) => {
      const whole = Math.max(0, Math.round(seconds))
      return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
    },
  }
}

/** Whole calendar days from `at` to `now` where the reader is. */
export function calendarDays(at: Date, now: Date): number {
  const from = Date.UTC(at.getFullYear(), at.getMonth(), at.getDate())
  const to = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())
  return Math.round((to - from) / day)
}

function duration(locale: string, ms: number): string {
  const passed = Math.max(0, ms)
  if (passed < minute) return unit(locale, Math.floor(passed / second), 'second')
  if (passed < hour) return unit(locale, Math.floor(passed / minute), 'minute')
  if (passed >= day) return unit(locale, Math.floor(passed / day), 'day', 'long')
  const minutes = unit(locale, Math.floor((passed % hour) / minute), 'minute', 'short', 2)
  return `${unit(locale, Math.floor(passed / hour), 'hour')} ${minutes}`
}

function spokenDuration(locale: string, ms: number): string {
  const passed = Math.max(0, ms)
  if (passed < minute) return unit(locale, Math.floor(passed / second), 'second', 'long')
  if (passed < hour) return unit(locale, Math.floor(passed / minute), 'minute', 'long')
  if (passed < day) return unit(locale, Math.floor(passed / hour), 'hour', 'long')
  return unit(locale, Math.floor(passed / day), 'day', 'long')
}

function unit(
  locale: string,
  value: number,
  name: 'second' | 'minute' | 'hour' | 'day',
  unitDisplay: 'short' | 'long' = 'short',
  minimumIntegerDigits = 1,
): string {
  const key = `${locale} ${name} ${unitDisplay} ${minimumIntegerDigits}`
  let format = units.get(key)
  if (!format) {
    const options = { style: 'unit', unit: name, unitDisplay, minimumIntegerDigits } as const
    format = new Intl.NumberFormat(locale, options)
    units.set(key, format)
  }
  return format.format(value)
}

/** Making one takes a thousand times longer than using it, and every row of a list asks each second. */
const units = new Map<string, Intl.NumberFormat>()

function bytes(locale: string, value: number): string {
  const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  let index = 0
  let amount = value
  while (amount >= 1024 && index < steps.length - 1) {
    amount /= 1024
    index += 1
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: steps[index] ?? 'byte',
    maximumFractionDigits: amount < 100 && index > 1 ? 1 : 0,
  }).format(amount)
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
