import type { Draft, SaveDraftOfMessageRequest } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export function listDrafts(): Promise<Draft[]> {
  return request('/api/v1/drafts')
}

/** Nothing comes back where the message it became is there already. */
export function saveDraft(
  conversationId: string,
  body: SaveDraftOfMessageRequest,
): Promise<{ draft: Draft | null }> {
  return request(api`conversations/${conversationId}/draft`, { method: 'PUT', body })
}

export function dropDraft(conversationId: string): Promise<void> {
  return request(api`conversations/${conversationId}/draft`, { method: 'DELETE' })
}
