import { request } from '../../../api/request.ts'

export function endSession(id: string): Promise<void> {
  return request(`/api/v1/sessions/${id}`, { method: 'DELETE' })
}
