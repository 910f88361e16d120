import { request } from '../../../api/request.ts'

export function endAllSessions(): Promise<void> {
  return request('/api/v1/sessions', { method: 'DELETE' })
}
