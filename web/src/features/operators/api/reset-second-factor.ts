import { request } from '../../../api/request.ts'

export function resetSecondFactor(operatorId: string): Promise<void> {
  return request(`/api/v1/operators/${operatorId}/second-factor`, { method: 'DELETE' })
}
