import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** Everything up to this message has been seen. */
export function markRead(id: string, seq: number): Promise<void> {
  return request(api`conversations/${id}/read`, { method: 'PUT', body: { seq } })
}
