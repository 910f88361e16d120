import type { QualityNews } from '@otklik/protocol/reports'
import { queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

/** Apart from the rest, because every page asks it. */
export const newsQuery = queryOptions({
  queryKey: ['quality', '/news', undefined],
  queryFn: ({ signal }) => request<QualityNews>('/api/v1/quality/news', { signal }),
})
