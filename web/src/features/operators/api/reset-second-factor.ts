import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export function resetSecondFactor(operatorId: string): Promise<void> {
  return request(api`operators/${operatorId}/second-factor`, { method: 'DELETE' })
}
