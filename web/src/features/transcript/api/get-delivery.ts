import type { Message, MessageDelivery } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export function getDelivery(
  { id, conversationId }: Pick<Message, 'id' | 'conversationId'>,
  signal?: AbortSignal,
): Promise<MessageDelivery> {
  return request(api`conversations/${conversationId}/messages/${id}/delivery`, { signal })
}
