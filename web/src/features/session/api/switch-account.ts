import type { Session } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export function switchAccount(accountId: string): Promise<Session> {
  return request('/api/v1/session/account', { method: 'PUT', body: { accountId } })
}
