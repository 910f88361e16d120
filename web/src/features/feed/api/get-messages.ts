import type { MessagePage } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** The latest messages, or those before `beforeSeq`. */
export function getMessages(conversationId: string, beforeSeq?: number): Promise<MessagePage> {
  return request(api`conversations/${conversationId}/messages`, {
    query: { beforeSeq, limit: 60 },
  })
}
