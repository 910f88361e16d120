import type { Decision } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** «Почему?» of one system line. */
export function getDecision(
  conversationId: string,
  messageId: string,
  signal?: AbortSignal,
): Promise<Decision> {
  const path = api`conversations/${conversationId}/messages/${messageId}/decision`
  return request(path, { signal })
}
