import type { CreateQuickReplyRequest, EditQuickReplyRequest, QuickReply } from '@otklik/protocol'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export const quickRepliesQuery = queryOptions({
  queryKey: ['quick-replies'],
  queryFn: ({ signal }) => request<QuickReply[]>('/api/v1/quick-replies', { signal }),
  staleTime: 30_000,
})

export function createQuickReply(body: CreateQuickReplyRequest): Promise<QuickReply> {
  return request('/api/v1/quick-replies', { method: 'POST', body })
}

export function editQuickReply(id: string, body: EditQuickReplyRequest): Promise<QuickReply> {
  return request(api`quick-replies/${id}`, { method: 'PATCH', body })
}

export function deleteQuickReply(id: string): Promise<void> {
  return request(api`quick-replies/${id}`, { method: 'DELETE' })
}
