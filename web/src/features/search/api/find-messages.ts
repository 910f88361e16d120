import type { MessageSearchPage, MessageSearchQuery } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export function findMessages(
  query: MessageSearchQuery,
  signal?: AbortSignal,
): Promise<MessageSearchPage> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
  return request(`/api/v1/search/messages?${search.toString()}`, { signal })
}
