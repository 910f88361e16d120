import type { Decision } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

/** «Почему?» of one system line. */
export function getDecision(
  conversationId: string,
  messageId: string,
  signal?: AbortSignal,
): Promise<Decision> {
  const path = `/api/v1/conversations/${conversationId}/messages/${messageId}/decision`
  return request(path, { signal })
}
