import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** The reader has seen the notes of this conversation that call them by name. */
export function markMentionsSeen(id: string): Promise<void> {
  return request(api`conversations/${id}/mentions/seen`, { method: 'PUT' })
}
