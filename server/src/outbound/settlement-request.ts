import { v7 as newId } from 'uuid'

import { MOST_IDS, type Request } from '../conversations/index.ts'
import type { ClaimedPart } from './claimed-part.ts'
import type { Settlement } from './settle.ts'

const states = { sent: 'sent', retry: 'queued', failed: 'failed', unknown: 'unknown' } as const

/**
 * Tells the conversation how its part ended; an acknowledgement concerns only its own row. Whoever
 * speaks because nobody else did says how they found it.
 */
export function settlementRequest(
  part: ClaimedPart,
  settlement: Settlement,
  found?: 'sending' | 'queued',
): Request {
  const { outcome, externalIds = [], pause } = settlement
  const messageId = part.message_id
  const settled = {
    partId: part.id,
    state: states[outcome.result],
    outcome,
    try: part.tries,
    ...(found && { found }),
    ...(outcome.result === 'retry' && { nextAt: new Date(outcome.at).toISOString() }),
    ...(pause?.what === 'lane' && { pausedUntil: pause.until.toISOString() }),
  }
  return {
    target: {
      conversationId: part.conversation_id,
      partId: part.id,
      ...(messageId && { messageIds: [messageId] }),
    },
    what: {
      settled,
      ...(messageId &&
        part.kind !== 'acknowledgement' && {
          trigger: {
            type: 'part-settled',
            lineId: newId(),
            part: { kind: part.kind, messageId, outcome },
          },
        }),
      ...(messageId &&
        part.kind === 'message' && {
          externals: externalIds.map((externalId, index) => ({
            externalId,
            messageId,
            position: part.position * MOST_IDS + index,
          })),
        }),
    },
  }
}
