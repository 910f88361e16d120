import type { Bot, BotDraft, Scenario } from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** Asked once when the builder opens: from then on the draft on the screen is the newer one. */
export const draftQuery = (botId: string) =>
  queryOptions({
    queryKey: ['bot-draft', botId],
    queryFn: ({ signal }) => getDraft(botId, signal),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

export function getDraft(botId: string, signal?: AbortSignal): Promise<BotDraft> {
  return request(api`bots/${botId}/draft`, { signal })
}

export function saveDraft(
  botId: string,
  draft: { draftVersion: number; scenario: Scenario },
): Promise<BotDraft> {
  return request(api`bots/${botId}/draft`, { method: 'PUT', body: draft })
}

export function publishDraft(botId: string, draftVersion: number): Promise<Bot> {
  return request(api`bots/${botId}/publish`, { method: 'POST', body: { draftVersion } })
}
