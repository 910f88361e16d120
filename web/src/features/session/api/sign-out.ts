import { request } from '../../../api/request.ts'

export function signOut(): Promise<void> {
  return request('/api/v1/session', { method: 'DELETE' })
}
