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

/** When the clock on the wall of a zone shows this; of an hour that is skipped, soon after. */
export function instantOf({ date, minutes }: Omit<Wall, 'weekday'>, timeZone: string): number {
  let at = Date.parse(`${date}T00:00Z`) + minutes * 60_000
  // The first step takes the offset of then, the second one mends it beside a change of clocks.
  for (let step = 0; step < 2; step++) {
    const wall = wallOf(at, timeZone)
    at += daysBetween(wall.date, date) * 86_400_000 + (minutes - wall.minutes) * 60_000
  }
  return at
}

/** So many days after a date. */
export function dateAfter(date: string, days: number): string {
  return new Date(utc(date) + days * 86_400_000).toISOString().slice(0, 10)
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
