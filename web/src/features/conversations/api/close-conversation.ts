import type { Conversation } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** Takes effect at `closingAt`, so that it can be undone until then. As spam, without a closing text. */
export function closeConversation(
  id: string,
  as: 'operator' | 'spam' = 'operator',
): Promise<Conversation> {
  return request(api`conversations/${id}/closure`, { method: 'POST', body: { as } })
}
