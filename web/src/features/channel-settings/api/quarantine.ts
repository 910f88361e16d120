import type { QuarantinedUpdate } from '@otklik/protocol'
import { queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

export const quarantineQuery = (id: string) =>
  queryOptions({
    queryKey: ['channels', id, 'quarantine'],
    queryFn: ({ signal }) =>
      request<QuarantinedUpdate[]>(`/api/v1/channels/${id}/quarantine`, { signal }),
  })
