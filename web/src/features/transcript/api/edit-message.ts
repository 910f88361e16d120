import type { Message } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export function editMessage(
  { id, conversationId }: Pick<Message, 'id' | 'conversationId'>,
  changed: { text: string; format?: Message['format'] },
): Promise<Message> {
  const path = api`conversations/${conversationId}/messages/${id}`
  return request(path, { method: 'PATCH', body: changed })
}
