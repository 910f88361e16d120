import type { Message } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** For a message that failed, or whose outcome is unknown. */
export function attempt(
  { id, conversationId }: Pick<Message, 'id' | 'conversationId'>,
  as: 'send-again' | 'count-as-sent',
): Promise<Message> {
  const path = api`conversations/${conversationId}/messages/${id}/attempts`
  return request(path, { method: 'POST', body: { as } })
}
