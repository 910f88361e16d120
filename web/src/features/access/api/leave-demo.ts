import { request } from '../../../api/request.ts'

export function leaveDemo(): Promise<void> {
  return request('/api/v1/demo/departure', { method: 'POST', body: {} })
}
