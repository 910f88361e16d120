import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export function endSession(id: string): Promise<void> {
  return request(api`sessions/${id}`, { method: 'DELETE' })
}
