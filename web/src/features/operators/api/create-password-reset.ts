import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export function createPasswordReset(id: string): Promise<{ link: string }> {
  return request(api`operators/${id}/password-reset`, { method: 'POST', body: {} })
}
