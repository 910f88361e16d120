import type {
  AddAccountRequest,
  AddedAccount,
  InstallationAccount,
} from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

const path = '/api/v1/installation/accounts'

export const companiesQuery = queryOptions({
  queryKey: ['companies'],
  queryFn: ({ signal }) => request<InstallationAccount[]>(path, { signal }),
})

export function addCompany(body: AddAccountRequest): Promise<AddedAccount> {
  return request(path, { method: 'POST', body })
}

export function inviteOwnerAgain(id: string): Promise<AddedAccount> {
  return request(api`installation/accounts/${id}/invitation`, { method: 'POST', body: {} })
}

export function suspendCompany(id: string): Promise<InstallationAccount> {
  return request(api`installation/accounts/${id}/suspension`, { method: 'PUT', body: {} })
}

export function resumeCompany(id: string): Promise<InstallationAccount> {
  return request(api`installation/accounts/${id}/suspension`, { method: 'DELETE' })
}
