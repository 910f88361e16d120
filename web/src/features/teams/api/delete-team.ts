import { request } from '../../../api/request.ts'

export function deleteTeam(id: string): Promise<void> {
  return request(`/api/v1/teams/${id}`, { method: 'DELETE' })
}
