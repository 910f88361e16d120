import type { Session } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export interface Credentials {
  email: string
  password: string
  /** One of the companies the person works in; without it, the one they joined first. */
  accountId?: string
  /** Of the second factor, where the answer was `code-needed`. */
  code?: string
}

export function signIn(credentials: Credentials): Promise<Session> {
  return request('/api/v1/session', { method: 'POST', body: credentials })
}
