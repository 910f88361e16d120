import type { RecoveryCodes } from '@otklik/protocol/settings'

import { request } from '../../../api/request.ts'
import type { Proof } from './end-second-factor.ts'

export function renewRecoveryCodes(proof: Proof): Promise<RecoveryCodes> {
  return request('/api/v1/second-factor/recovery-codes', { method: 'POST', body: proof })
}
