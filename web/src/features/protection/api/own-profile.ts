import type { OwnProfile } from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

export const ownProfileQuery = queryOptions({
  queryKey: ['own-profile'],
  queryFn: ({ signal }) => request<OwnProfile>('/api/v1/operators/me/profile', { signal }),
})
