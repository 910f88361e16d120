import type { ApiKey, CreateApiKeyRequest, KeyPermission } from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

const path = '/api/v1/api-keys'

export interface KeyDirectory {
  keys: ApiKey[]
  permissions: KeyPermission[]
}

export const keysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => request<KeyDirectory>(path, { signal }),
})

export function createKey(body: CreateApiKeyRequest): Promise<ApiKey & { key: string }> {
  return request(path, { method: 'POST', body: { ...body } })
}

export function revokeKey(id: string): Promise<void> {
  return request(api`api-keys/${id}`, { method: 'DELETE' })
}
