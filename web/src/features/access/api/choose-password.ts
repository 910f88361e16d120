import { request } from '../../../api/request.ts'

export function choosePassword(token: string, password: string): Promise<void> {
  const path = `/api/v1/password-resets/${encodeURIComponent(token)}`
  return request(path, { method: 'PUT', body: { password } })
}
