import type { LogEntry } from '@otklik/protocol'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export const channelLogQuery = (id: string) =>
  queryOptions({
    queryKey: ['channels', id, 'log'],
    queryFn: ({ signal }) => request<LogEntry[]>(api`channels/${id}/log`, { signal }),
    staleTime: 0,
    refetchInterval: 5000,
  })
