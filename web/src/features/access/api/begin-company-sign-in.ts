import { request } from '../../../api/request.ts'

export function beginCompanySignIn(company: string): Promise<{ name: string; url: string }> {
  return request('/api/v1/company-sign-ins', { method: 'POST', body: { company } })
}
