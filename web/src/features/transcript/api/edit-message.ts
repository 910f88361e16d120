import type { Message } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export function editMessage(
  { id, conversationId }: Pick<Message, 'id' | 'conversationId'>,
  changed: { text: string; format?: Message['format'] },
): Promise<Message> {
  const path = `/api/v1/conversations/${conversationId}/messages/${id}`
  return request(path, { method: 'PATCH', body: changed })
}
