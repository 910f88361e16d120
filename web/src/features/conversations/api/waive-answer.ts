import type { Conversation } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

/** «Отвечать не нужно», until the customer writes again; and thinking better of it. */
export function waiveAnswer(id: string, isWaived = true): Promise<Conversation> {
  const method = isWaived ? 'PUT' : 'DELETE'
  return request(`/api/v1/conversations/${id}/waiver`, { method })
}
