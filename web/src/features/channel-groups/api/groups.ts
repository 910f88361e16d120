import type { ChannelGroup, EditChannelGroupRequest } from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

const path = '/api/v1/channel-groups'

export const groupsQuery = queryOptions({
  queryKey: ['channel-groups'],
  queryFn: ({ signal }) => request<ChannelGroup[]>(path, { signal }),
})

export function createGroup(name: string): Promise<ChannelGroup> {
  return request(path, { method: 'POST', body: { name } })
}

export function editGroup(id: string, body: EditChannelGroupRequest): Promise<ChannelGroup> {
  return request(api`channel-groups/${id}`, { method: 'PATCH', body })
}

export function deleteGroup(id: string): Promise<void> {
  return request(api`channel-groups/${id}`, { method: 'DELETE' })
}
