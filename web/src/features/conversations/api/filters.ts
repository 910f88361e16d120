import type { FilterConditions, SavedFilter } from '@otklik/protocol'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export const filtersQuery = queryOptions({
  queryKey: ['filters'],
  queryFn: ({ signal }) => request<SavedFilter[]>('/api/v1/filters', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

export interface FilterContent {
  name: string
  isShared: boolean
  conditions: FilterConditions
}

export function createFilter(body: FilterContent): Promise<SavedFilter> {
  return request('/api/v1/filters', { method: 'POST', body })
}

export function editFilter(
  { id, version }: Pick<SavedFilter, 'id' | 'version'>,
  changes: Partial<FilterContent>,
): Promise<SavedFilter> {
  return request(api`filters/${id}`, { method: 'PATCH', body: { version, ...changes } })
}

export function deleteFilter(id: string): Promise<void> {
  return request(api`filters/${id}`, { method: 'DELETE' })
}

/** All of one's own, or all of the shared. */
export function orderFilters(ids: readonly string[]): Promise<SavedFilter[]> {
  return request('/api/v1/filters/order', { method: 'PUT', body: { ids } })
}
