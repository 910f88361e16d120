import type { CompanySignIn } from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

export const companySignInQuery = queryOptions({
  queryKey: ['company-sign-in-settings'],
  queryFn: ({ signal }) => request<CompanySignIn>('/api/v1/company-sign-in', { signal }),
})
