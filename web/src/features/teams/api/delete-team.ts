import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export function deleteTeam(id: string): Promise<void> {
  return request(api`teams/${id}`, { method: 'DELETE' })
}
