import type { OperatorActivity } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export function listActivity(signal: AbortSignal): Promise<OperatorActivity[]> {
  return request('/api/v1/operators/activity', { signal })
}
