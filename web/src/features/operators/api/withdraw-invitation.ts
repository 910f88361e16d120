import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export function withdrawInvitation(id: string): Promise<void> {
  return request(api`invitations/${id}`, { method: 'DELETE' })
}
