import type { BegunSecondFactor } from '@otklik/protocol/settings'

import { request } from '../../../api/request.ts'

export function beginSecondFactor(password: string): Promise<BegunSecondFactor> {
  return request('/api/v1/second-factor', { method: 'POST', body: { password } })
}
