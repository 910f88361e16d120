import type { Session } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

interface Acceptance {
  token: string
  name: string
  password: string
  code?: string
}

export function acceptInvitation({ token, ...body }: Acceptance): Promise<Session> {
  const path = `/api/v1/invitations/${encodeURIComponent(token)}/acceptance`
  return request(path, { method: 'POST', body })
}
