import type { Operator, Role, Scope } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

interface OperatorChanges {
  name?: string
  role?: Role
  isDisabled?: boolean
  capacity?: number
  skills?: string[]
  scope?: Scope
}

export function editOperator(id: string, changes: OperatorChanges): Promise<Operator> {
  return request(api`operators/${id}`, { method: 'PATCH', body: changes })
}
