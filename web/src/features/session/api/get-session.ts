import type { Session } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export function getSession(signal?: AbortSignal): Promise<Session> {
  return request('/api/v1/session', { signal })
}
