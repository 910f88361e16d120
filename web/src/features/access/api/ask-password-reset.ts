import { request } from '../../../api/request.ts'

export function askPasswordReset(email: string): Promise<unknown> {
  return request('/api/v1/password-resets', { method: 'POST', body: { email } })
}
