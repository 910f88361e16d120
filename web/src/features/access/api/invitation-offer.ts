import type { InvitationOffer } from '@otklik/protocol'
import { queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

export const invitationOffer = (token: string) =>
  queryOptions({
    queryKey: ['invitation-offer', token],
    queryFn: ({ signal }) =>
      request<InvitationOffer>(`/api/v1/invitations/${encodeURIComponent(token)}/offer`, {
        signal,
      }),
  })
