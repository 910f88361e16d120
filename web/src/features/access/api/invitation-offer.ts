import type { InvitationOffer } from '@otklik/protocol'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export const invitationOffer = (token: string) =>
  queryOptions({
    queryKey: ['invitation-offer', token],
    queryFn: ({ signal }) =>
      request<InvitationOffer>(api`invitations/${token}/offer`, {
        signal,
      }),
  })
