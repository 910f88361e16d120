import { v7 as newId } from 'uuid'

import type { ChannelErrorReason } from '../channels/index.ts'
import type { Request } from './request.ts'

/** What a platform says of a message of ours after it was sent. */
export type EarlyWord =
  | { status: 'delivered' | 'read' }
  | { failure: { reason: ChannelErrorReason; code?: string } }

/** The same, told to the conversation the message is in. */
export function earlyRequest(conversationId: string, messageId: string, word: EarlyWord): Request {
  return {
    target: { conversationId, messageIds: [messageId] },
    what: {
      trigger:
        'status' in word
          ? { type: 'receipt', messageIds: [messageId], status: word.status }
          : {
              type: 'part-settled',
              lineId: newId(),
              part: { kind: 'message', messageId, outcome: { result: 'failed', ...word.failure } },
            },
    },
  }
}
