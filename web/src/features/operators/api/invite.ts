import type { CreatedInvitation, Role } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export interface Invitee {
  name: string
  email: string
  role: Role
}

export function invite(invitee: Invitee): Promise<CreatedInvitation> {
  return request('/api/v1/invitations', { method: 'POST', body: invitee })
}
