import { request } from '../../../api/request.ts'

export function createPasswordReset(id: string): Promise<{ link: string }> {
  return request(`/api/v1/operators/${id}/password-reset`, { method: 'POST', body: {} })
}
