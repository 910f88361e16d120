import type { ContactSearch } from './api/contacts.ts'

/** What the address of «Клиенты» may hold. */
export interface ClientAddress {
  search?: string
  channel?: string
  tag?: string
  who?: string
  /** Whose card is open. */
  contact?: string
}

const names = ['search', 'channel', 'tag', 'who', 'contact'] as const

/** What is no filter, or an empty one, is left out. */
export function clientAddress(given: Record<string, unknown>): ClientAddress {
  const known = names.flatMap((name) => {
    const value = given[name]
    return typeof value === 'string' && value ? [[name, value] as const] : []
  })
  return Object.fromEntries(known)
}

export function toContactSearch({ search, channel, tag, who }: ClientAddress): ContactSearch {
  return {
    ...(search && { search }),
    ...(channel && { channelId: channel }),
    ...(tag && { tag }),
    ...(who === 'vip' && { isVip: true as const }),
    ...(who === 'barred' && { isBarred: true as const }),
  }
}
