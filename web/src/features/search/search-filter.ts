import type { MessageSearchQuery } from '@otklik/protocol'

/** What the page looks for; kept in the address, so that a link shows the same. */
export interface SearchFilter {
  q?: string
  channel?: string
  operator?: string
  team?: string
  topic?: string
  tag?: string
  status?: 'open' | 'closed'
  /** Days of the reader's calendar: 2026-11-23. */
  since?: string
  until?: string
  file?: true
  mine?: true
}

const texts = ['q', 'channel', 'operator', 'team', 'topic', 'tag'] as const
const day = /^\d{4}-\d{2}-\d{2}$/

export function searchFilterFrom(search: Record<string, unknown>): SearchFilter {
  const filter: SearchFilter = {}
  for (const name of texts) {
    // The address may have read «48213» as a number.
    const value = search[name]
    if (typeof value === 'string' || typeof value === 'number') filter[name] = String(value)
  }
  for (const name of ['since', 'until'] as const) {
    const value = search[name]
    if (typeof value === 'string' && day.test(value)) filter[name] = value
  }
  if (search.status === 'open' || search.status === 'closed') filter.status = search.status
  if (search.file === true) filter.file = true
  if (search.mine === true) filter.mine = true
  return filter
}

export function hasFilters({ q: _, ...rest }: SearchFilter): boolean {
  return Object.keys(rest).length > 0
}

/** As the server understands it: days are whole, where the reader is. */
export function queryOf(filter: SearchFilter, me: string): MessageSearchQuery {
  const { q = '', channel, operator, team, topic, tag, status, since, until, file, mine } = filter
  return {
    q,
    ...(channel && { channelId: channel }),
    ...((mine || operator) && { operatorId: mine ? me : operator }),
    ...(team && { teamId: team }),
    ...(topic && { topic }),
    ...(tag && { tag }),
    ...(status && { status }),
    ...(file && { hasFile: 'true' as const }),
    ...(since && { since: new Date(`${since}T00:00`).toISOString() }),
    ...(until && { until: dayAfter(until).toISOString() }),
  }
}

function dayAfter(date: string): Date {
  const at = new Date(`${date}T00:00`)
  at.setDate(at.getDate() + 1)
  return at
}
