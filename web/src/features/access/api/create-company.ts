import type { Session } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

interface Company {
  companyName: string
  name: string
  email: string
  password: string
}

export function createCompany(company: Company): Promise<Session> {
  return request('/api/v1/first-run', { method: 'POST', body: company })
}
