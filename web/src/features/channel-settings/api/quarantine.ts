import type { QuarantinedUpdate } from '@otklik/protocol'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export const quarantineQuery = (id: string) =>
  queryOptions({
    queryKey: ['channels', id, 'quarantine'],
    queryFn: ({ signal }) => getQuarantine(id, signal),
  })

export function getQuarantine(id: string, signal?: AbortSignal): Promise<QuarantinedUpdate[]> {
  return request(api`channels/${id}/quarantine`, { signal })
}
