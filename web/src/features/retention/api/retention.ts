import type { Retention, RetentionPreview, StoredRetention } from '@otklik/protocol'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

const path = '/api/v1/retention'

export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: ({ signal }) => request<StoredRetention>(path, { signal }),
})

export const previewQuery = (terms: Retention) =>
  queryOptions({
    queryKey: ['retention', 'preview', terms],
    queryFn: ({ signal }) =>
      request<RetentionPreview>(`${path}/preview`, { method: 'POST', body: { ...terms }, signal }),
    placeholderData: keepPreviousData,
  })

export function keepRetention(body: StoredRetention): Promise<StoredRetention> {
  return request(path, { method: 'PUT', body: { ...body } })
}
