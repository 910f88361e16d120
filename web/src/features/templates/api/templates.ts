import type { Template, TemplateFacts } from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** The feed tells when something has changed; reasons come in the reader's language. */
export const templatesQuery = (channelId: string, language: string) =>
  queryOptions({
    queryKey: ['templates', channelId, language],
    queryFn: ({ signal }) => request<Template[]>(api`channels/${channelId}/templates`, { signal }),
    staleTime: 60_000,
  })

export function createTemplate(channelId: string, facts: TemplateFacts): Promise<Template> {
  return request(api`channels/${channelId}/templates`, { method: 'POST', body: facts })
}

export function editTemplate(
  { id, version }: Pick<Template, 'id' | 'version'>,
  facts: TemplateFacts,
): Promise<Template> {
  return request(api`templates/${id}`, { method: 'PATCH', body: { version, ...facts } })
}

export function deleteTemplate(id: string): Promise<void> {
  return request(api`templates/${id}`, { method: 'DELETE' })
}

/** «Создать черновик из этого» (D-33). */
export function copyTemplate(id: string): Promise<Template> {
  return request(api`templates/${id}/copies`, { method: 'POST' })
}

export function submitTemplate(id: string): Promise<Template> {
  return request(api`templates/${id}/submission`, { method: 'POST' })
}

export function archiveTemplate(id: string): Promise<Template> {
  return request(api`templates/${id}/archiving`, { method: 'POST' })
}

/** Asks the platform itself. */
export function renewTemplates(channelId: string): Promise<Template[]> {
  return request(api`channels/${channelId}/template-renewals`, { method: 'POST' })
}
