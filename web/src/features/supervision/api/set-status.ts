import type { Operator, OperatorStatus } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export function setStatus(operatorId: string, status: OperatorStatus): Promise<Operator> {
  return request(api`operators/${operatorId}/status`, { method: 'PUT', body: { status } })
}
