import { request } from '../../../api/request.ts'

export function withdrawInvitation(id: string): Promise<void> {
  return request(`/api/v1/invitations/${id}`, { method: 'DELETE' })
}
