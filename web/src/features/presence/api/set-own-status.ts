import type { Operator, OperatorStatus } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export function setOwnStatus(status: OperatorStatus): Promise<Operator> {
  return request('/api/v1/operators/me/status', { method: 'PUT', body: { status } })
}
