import type {
  ImportMapping,
  ImportPreview,
  ImportSubject,
  ImportView,
} from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { commonHeaders, noConnection, refusal, request } from '../../../api/request.ts'

/** A form, because the table goes as it is. */
export async function handInTable(subject: ImportSubject, file: File): Promise<ImportView> {
  const body = new FormData()
  body.append('file', file, file.name)
  const response = await fetch(api`imports?subject=${subject}`, {
    method: 'POST',
    headers: commonHeaders(),
    body,
  }).catch(() => {
    throw noConnection()
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw refusal(response.status, answer)
  return answer as ImportView
}

export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal }) => request<ImportView[]>('/api/v1/imports', { signal }),
})

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => request<ImportView>(api`imports/${id}`, { signal }),
    // While the server is at it, the bar follows.
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 1000 : false),
  })

export const previewQuery = (found: ImportView) =>
  queryOptions({
    queryKey: ['imports', found.id, 'preview', found.mapping],
    queryFn: ({ signal }) => request<ImportPreview>(api`imports/${found.id}/preview`, { signal }),
  })

export function editImport(
  id: string,
  body: { mapping?: ImportMapping; channelId?: string },
): Promise<ImportView> {
  return request(api`imports/${id}`, { method: 'PATCH', body })
}

export function turnImport(id: string, turn: 'start' | 'stop'): Promise<ImportView> {
  return request(api`imports/${id}/${turn}`, { method: 'POST', body: {} })
}
