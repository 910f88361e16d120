import type { RecoveryCodes } from '@otklik/protocol/settings'

import { request } from '../../../api/request.ts'

export function confirmSecondFactor(code: string): Promise<RecoveryCodes> {
  return request('/api/v1/second-factor/confirmation', { method: 'PUT', body: { code } })
}
