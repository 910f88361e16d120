import type { NameSearch } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export function findNames(q: string, signal?: AbortSignal): Promise<NameSearch> {
  const query = new URLSearchParams({ q })
  return request(`/api/v1/search/names?${query.toString()}`, { signal })
}
