import type { Conversation } from '@otklik/protocol'

import type { Audience } from '../realtime/index.ts'
import type { MessageState } from '../rules/index.ts'
import { viewMessage } from './view.ts'
import type { EventRow } from './writes.ts'

/** What readers of the feed are told of a step: its messages, then the conversation as it is now. */
export function eventsOf(
  messages: readonly MessageState[],
  audience: Audience,
  conversation: Conversation,
): EventRow[] {
  return [
    ...messages.map((message) => ({
      kind: 'message' as const,
      conversationId: message.conversationId,
      version: message.version,
      audience: { now: audience.now },
      payload: viewMessage(message),
    })),
    {
      kind: 'conversation' as const,
      conversationId: conversation.id,
      version: conversation.version,
      audience,
      payload: conversation,
    },
  ]
}
