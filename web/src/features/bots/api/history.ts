import type { BotEvent } from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export const historyQuery = (botId: string) =>
  queryOptions({
    queryKey: ['bots', botId, 'history'],
    queryFn: ({ signal }) => request<BotEvent[]>(api`bots/${botId}/history`, { signal }),
  })
