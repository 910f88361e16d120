import type { Session } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

/** With the address the provider sent the browser back to. */
export function endCompanySignIn(address: string): Promise<Session> {
  return request('/api/v1/company-sign-ins/return', { method: 'POST', body: { address } })
}
