/** What the clock on the wall shows in a zone. */
export interface Wall {
  /** `YYYY-MM-DD` */
  date: string
  /** Since midnight. */
  minutes: number
  /** Monday is 0. */
  weekday: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

export function wallOf(at: number, timeZone: string): Wall {
  const [date = '', time = ''] = formatOf(timeZone).format(at).split(' ')
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return { date, minutes: hours * 60 + minutes, weekday: weekdayOf(date) }
}

/** Whole days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to) - utc(from)) / 86_400_000)
}

/** Dates are told as they are, wherever the reader is: noon of UTC, to be formatted in UTC. */
export function utc(date: string): number {
  return Date.parse(`${date}T12:00:00Z`)
}

export function weekdayOf(date: string): number {
  return (new Date(utc(date)).getUTCDay() + 6) % 7
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    // Swedes write dates and times as ISO 8601 does.
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'short',
    })
    formats.set(timeZone, format)
  }
  return format
}
