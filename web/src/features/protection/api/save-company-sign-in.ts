import type { CompanySignIn, CompanySignInRequest } from '@otklik/protocol/settings'

import { request } from '../../../api/request.ts'

export function saveCompanySignIn(body: CompanySignInRequest): Promise<CompanySignIn> {
  return request('/api/v1/company-sign-in', { method: 'PUT', body })
}
