import type { Operator, OperatorStatus } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export function setStatus(operatorId: string, status: OperatorStatus): Promise<Operator> {
  return request(`/api/v1/operators/${operatorId}/status`, { method: 'PUT', body: { status } })
}
