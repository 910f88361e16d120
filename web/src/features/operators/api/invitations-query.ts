import type { Invitation } from '@otklik/protocol'
import { queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: ({ signal }) => request<Invitation[]>('/api/v1/invitations', { signal }),
})
