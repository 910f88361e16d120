import type { ConversationPage } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

/** Which closed ones: of a list, any. */
export interface ClosedQuestion {
  reason?: 'spam' | 'but-spam' | undefined
  channelIds?: readonly string[] | undefined
  teamIds?: readonly string[] | undefined
  operatorIds?: readonly string[] | undefined
  topics?: readonly string[] | undefined
  tags?: readonly string[] | undefined
  isVip?: 'true' | undefined
}

/** The last one that is known: those after it are asked for. */
export interface ClosedCursor {
  before?: string | undefined
  beforeNumber?: number | undefined
}

/** A page, newest first. */
export function listClosedConversations(
  question: ClosedQuestion & ClosedCursor,
): Promise<ConversationPage> {
  return request('/api/v1/conversations', {
    query: { ...question, status: 'closed', limit: 50 },
  })
}
