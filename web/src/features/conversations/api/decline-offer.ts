import type { Conversation } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export function declineOffer(id: string): Promise<Conversation> {
  return request(`/api/v1/conversations/${id}/offer`, { method: 'DELETE' })
}
