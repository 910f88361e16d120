import { request } from '../../../api/request.ts'

export function sendTrial(): Promise<void> {
  return request('/api/v1/push/trial', { method: 'POST' })
}
