import type { Message, MessageDelivery } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export function getDelivery(
  { id, conversationId }: Pick<Message, 'id' | 'conversationId'>,
  signal?: AbortSignal,
): Promise<MessageDelivery> {
  return request(`/api/v1/conversations/${conversationId}/messages/${id}/delivery`, { signal })
}
