import { request } from '../../../api/request.ts'

export interface Proof {
  password: string
  code: string
}

export function endSecondFactor(proof: Proof): Promise<void> {
  return request('/api/v1/second-factor', { method: 'DELETE', body: proof })
}
