import type { Conversation } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export function declineOffer(id: string): Promise<Conversation> {
  return request(api`conversations/${id}/offer`, { method: 'DELETE' })
}
