import { request } from '../../../api/request.ts'

/** The reader has seen the notes of this conversation that call them by name. */
export function markMentionsSeen(id: string): Promise<void> {
  return request(`/api/v1/conversations/${id}/mentions/seen`, { method: 'PUT' })
}
