import { request } from '../../../api/request.ts'

export function getPushKey(): Promise<{ key: string }> {
  return request('/api/v1/push/key')
}
