import { request } from '../../../api/request.ts'

export function markUnread(id: string): Promise<void> {
  return request(`/api/v1/conversations/${id}/read`, { method: 'DELETE' })
}
