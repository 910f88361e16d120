import type { Conversation } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

/** «Отложить», until then or until the customer writes. */
export function snoozeConversation(id: string, until: Date): Promise<Conversation> {
  return request(`/api/v1/conversations/${id}/snooze`, {
    method: 'PUT',
    body: { until: until.toISOString() },
  })
}
