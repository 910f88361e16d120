import type { Schedule, WorkingInterval } from '@otklik/protocol/settings'

interface SummaryWords {
  /** Monday first. */
  days: readonly string[]
  allDay: string
  everyDay: string
  neverOpen: string
  and: string
}

/** «Пн–Пт 9:00–20:00, Сб 10:00–2:00»: neighbouring days with the same hours are said together. */
export function scheduleSummary(
  week: Schedule['week'],
  { days, allDay, everyDay, neverOpen, and }: SummaryWords,
): string {
  const hours = week.map((intervals) => hoursOf(intervals, allDay).join(and))
  const stretches: { from: number; to: number; hours: string }[] = []
  for (const [day, each] of hours.entries()) {
    const last = stretches.at(-1)
    if (last && last.hours === each) last.to = day
    else stretches.push({ from: day, to: day, hours: each })
  }
  const open = stretches.filter(({ hours: each }) => each !== '')
  if (open.length === 0) return neverOpen
  return open
    .map(({ from, to, hours: each }) => {
      if (from === 0 && to === 6) return `${everyDay} ${each}`
      const first = days[from] ?? ''
      return `${from === to ? first : `${first}–${days[to] ?? ''}`} ${each}`
    })
    .join(', ')
}

function hoursOf(intervals: readonly WorkingInterval[], allDay: string): string[] {
  if (intervals.some(({ from, to }) => from === '00:00' && to === '24:00')) return [allDay]
  return intervals.map(({ from, to }) => `${plain(from)}–${plain(to)}`)
}

/** «9:00», as people write it. */
function plain(time: string): string {
  return time.replace(/^0(?=\d:)/, '')
}
