import type { Conversation } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** «Отложить», until then or until the customer writes. */
export function snoozeConversation(id: string, until: Date): Promise<Conversation> {
  return request(api`conversations/${id}/snooze`, {
    method: 'PUT',
    body: { until: until.toISOString() },
  })
}
