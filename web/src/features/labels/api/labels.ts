import type {
  Conversation,
  Label,
  LabelConversationRequest,
  LabelDirectory,
  LabelKind,
  TopicRequirement,
} from '@otklik/protocol'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export const labelsQuery = queryOptions({
  queryKey: ['labels'],
  queryFn: ({ signal }) => request<LabelDirectory>('/api/v1/labels', { signal }),
})

export function createLabel(kind: LabelKind, name: string): Promise<Label> {
  return request('/api/v1/labels', { method: 'POST', body: { kind, name } })
}

export function editLabel(
  { id, version }: Label,
  changes: { name?: string; isArchived?: boolean },
): Promise<Label> {
  return request(api`labels/${id}`, { method: 'PATCH', body: { version, ...changes } })
}

export function orderLabels(kind: LabelKind, ids: string[]): Promise<LabelDirectory> {
  return request('/api/v1/labels/order', { method: 'PUT', body: { kind, ids } })
}

export function requireTopic(requirement: TopicRequirement): Promise<TopicRequirement> {
  return request('/api/v1/labels/requirement', { method: 'PUT', body: requirement })
}

export function labelConversation(
  id: string,
  changes: LabelConversationRequest,
): Promise<Conversation> {
  return request(api`conversations/${id}/labels`, { method: 'PATCH', body: changes })
}
