import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export function markUnread(id: string): Promise<void> {
  return request(api`conversations/${id}/read`, { method: 'DELETE' })
}
