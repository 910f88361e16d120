import type {
  ContactCard,
  ContactField,
  ContactPage,
  ContactRow,
  EditContactRequest,
  MergePreview,
  MergeSuggestion,
} from '@otklik/protocol'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export interface ContactSearch {
  search?: string | undefined
  channelId?: string | undefined
  tag?: string | undefined
  isVip?: true | undefined
  isBarred?: true | undefined
}

/** As the address of a list or of an export has it. */
export function searchParams(
  search: ContactSearch,
  more: Record<string, string | undefined> = {},
): string {
  const given = Object.entries({ ...search, ...more }).filter(([, value]) => value)
  return new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
}

export function listContacts(
  search: ContactSearch,
  last: ContactRow | undefined,
  signal: AbortSignal,
): Promise<ContactPage> {
  const { lastConversation } = last ?? {}
  const after = lastConversation
    ? { beforeConversation: lastConversation.id }
    : { before: last?.id }
  const query = searchParams(search, { limit: '50', ...(last && after) })
  return request(`/api/v1/contacts?${query}`, { signal })
}

export const contactTagsQuery = queryOptions({
  queryKey: ['contact-tags'],
  queryFn: ({ signal }) => request<string[]>('/api/v1/contact-tags', { signal }),
})

export const contactFieldsQuery = queryOptions({
  queryKey: ['contact-fields'],
  queryFn: ({ signal }) => request<ContactField[]>('/api/v1/contact-fields', { signal }),
  staleTime: 60_000,
})

export function editContact(id: string, body: EditContactRequest): Promise<ContactCard> {
  return request(api`contacts/${id}`, { method: 'PATCH', body })
}

export function barContact(id: string, isBarred: boolean): Promise<ContactCard> {
  const method = isBarred ? 'PUT' : 'DELETE'
  return request(api`contacts/${id}/bar`, { method, body: {} })
}

export function listSuggestions(id: string, signal: AbortSignal): Promise<MergeSuggestion[]> {
  return request(api`contacts/${id}/suggestions`, { signal })
}

export function sayDifferent(id: string, otherId: string): Promise<void> {
  return request(api`contacts/${id}/differences`, { method: 'POST', body: { otherId } })
}

export function previewMerge(
  id: string,
  otherId: string,
  signal: AbortSignal,
): Promise<MergePreview> {
  return request(api`contacts/${id}/merge-preview`, { query: { otherId }, signal })
}

export function mergeContacts(id: string, otherId: string): Promise<ContactCard> {
  return request(api`contacts/${id}/merges`, { method: 'POST', body: { otherId } })
}

export function undoMerge(id: string, mergeId: string): Promise<ContactCard> {
  return request(api`contacts/${id}/merges/${mergeId}`, { method: 'DELETE' })
}

export function eraseContact(id: string, confirmation: string): Promise<void> {
  return request(api`contacts/${id}/erasure`, { method: 'POST', body: { confirmation } })
}
