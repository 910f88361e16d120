import type { Conversation } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** «Отвечать не нужно», until the customer writes again; and thinking better of it. */
export function waiveAnswer(id: string, isWaived = true): Promise<Conversation> {
  const method = isWaived ? 'PUT' : 'DELETE'
  return request(api`conversations/${id}/waiver`, { method })
}
