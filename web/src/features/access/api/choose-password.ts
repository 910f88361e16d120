import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export function choosePassword(token: string, password: string): Promise<void> {
  const path = api`password-resets/${token}`
  return request(path, { method: 'PUT', body: { password } })
}
