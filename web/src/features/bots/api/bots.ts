import type { Bot, Scenario } from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** Conversations come and go without anybody's hand on the bot. */
const countsEveryMs = 10_000

export const botsQuery = queryOptions({
  queryKey: ['bots'],
  queryFn: ({ signal }) => request<Bot[]>('/api/v1/bots', { signal }),
  refetchInterval: countsEveryMs,
})

export const botQuery = (id: string) =>
  queryOptions({
    queryKey: ['bots', id],
    queryFn: ({ signal }) => request<Bot>(api`bots/${id}`, { signal }),
    refetchInterval: countsEveryMs,
  })

export type NewBot =
  | { kind: 'scenario'; name: string; scenario?: Scenario }
  | { kind: 'webhook'; name: string; url: string }

export function createBot(body: NewBot): Promise<Bot> {
  return request('/api/v1/bots', { method: 'POST', body })
}

export interface BotChanges {
  name?: string
  isEnabled?: boolean
  answerWithinS?: number
  url?: string
}

export function editBot(id: string, version: number, changes: BotChanges): Promise<Bot> {
  return request(api`bots/${id}`, { method: 'PATCH', body: { version, ...changes } })
}

/** With the consent that is needed where it is chosen or holds conversations. */
export function deleteBot(id: string): Promise<void> {
  return request(api`bots/${id}`, { method: 'DELETE', query: { consent: 'true' } })
}
