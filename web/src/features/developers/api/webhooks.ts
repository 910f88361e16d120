import type {
  CreateWebhookRequest,
  EditWebhookRequest,
  Webhook,
  WebhookDelivery,
  WebhookDeliveryDetail,
} from '@otklik/protocol/settings'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

const path = '/api/v1/webhooks'
/** The log fills by itself while somebody looks at it. */
const LOOK_EVERY_MS = 4000

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => request<Webhook[]>(path, { signal }),
})

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', id],
    queryFn: ({ signal }) => request<Webhook>(api`webhooks/${id}`, { signal }),
    refetchInterval: LOOK_EVERY_MS,
  })

export type LogState = WebhookDelivery['state'] | 'all'
interface LogPage {
  deliveries: WebhookDelivery[]
  hasMore: boolean
}

export const logQuery = (id: string, state: LogState) =>
  infiniteQueryOptions({
    queryKey: ['webhooks', id, 'log', state],
    queryFn: ({ signal, pageParam }) =>
      request<LogPage>(api`webhooks/${id}/deliveries`, {
        query: { state: state === 'all' ? undefined : state, before: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ deliveries, hasMore }) =>
      hasMore ? String(deliveries.at(-1)?.order) : undefined,
    refetchInterval: LOOK_EVERY_MS,
  })

export const deliveryQuery = (id: string, eventId: string) =>
  queryOptions({
    queryKey: ['webhooks', id, 'delivery', eventId],
    queryFn: ({ signal }) =>
      request<WebhookDeliveryDetail>(api`webhooks/${id}/deliveries/${eventId}`, { signal }),
    refetchInterval: LOOK_EVERY_MS,
  })

export function createWebhook(body: CreateWebhookRequest): Promise<Webhook & { secret: string }> {
  return request(path, { method: 'POST', body: { ...body } })
}

export function editWebhook(id: string, body: EditWebhookRequest): Promise<Webhook> {
  return request(api`webhooks/${id}`, { method: 'PATCH', body: { ...body } })
}

export function deleteWebhook(id: string): Promise<void> {
  return request(api`webhooks/${id}`, { method: 'DELETE' })
}

export function rotateSecret(id: string): Promise<{ secret: string; rotatesUntil: string }> {
  return request(api`webhooks/${id}/secret`, { method: 'POST' })
}

export function testWebhook(id: string): Promise<WebhookDelivery> {
  return request(api`webhooks/${id}/test`, { method: 'POST' })
}

export function replay(
  id: string,
  body: { eventId: string } | { from: string; to: string },
): Promise<{ count: number }> {
  return request(api`webhooks/${id}/replays`, { method: 'POST', body })
}
