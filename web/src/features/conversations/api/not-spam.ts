import type { Conversation } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** «Не спам»: the next word of that address opens a conversation again. */
export function notSpam(id: string): Promise<Conversation> {
  return request(api`conversations/${id}/spam`, { method: 'DELETE' })
}
