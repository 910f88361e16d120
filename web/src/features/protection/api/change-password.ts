import { request } from '../../../api/request.ts'

export function changePassword(current: string, password: string): Promise<void> {
  return request('/api/v1/password', { method: 'PUT', body: { current, password } })
}
