import type { Session } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

interface Acceptance {
  token: string
  name: string
  password: string
  code?: string
}

export function acceptInvitation({ token, ...body }: Acceptance): Promise<Session> {
  const path = api`invitations/${token}/acceptance`
  return request(path, { method: 'POST', body })
}
