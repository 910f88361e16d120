import { request } from '../../../api/request.ts'

/** Everything up to this message has been seen. */
export function markRead(id: string, seq: number): Promise<void> {
  return request(`/api/v1/conversations/${id}/read`, { method: 'PUT', body: { seq } })
}
