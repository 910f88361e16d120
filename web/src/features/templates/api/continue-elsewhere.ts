import type { ContinueElsewhereRequest, Conversation } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** D-35: it goes on there, with the same operator; both transcripts say so. */
export function continueElsewhere(
  id: string,
  body: ContinueElsewhereRequest,
): Promise<Conversation> {
  return request(api`conversations/${id}/continuation`, { method: 'POST', body })
}
