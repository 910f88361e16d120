import type { FailureReason } from '@otklik/protocol'
import { v7 as newId } from 'uuid'
import type { OpenChannel } from '../../connections/index.ts'
import type { Advance } from '../../conversations/index.ts'
import type { Database } from '../../database/index.ts'
import type { PartOutcome } from '../../rules/index.ts'

interface Settling {
  channel: OpenChannel
  database: Database
  conversationId: string
  failure: FailureReason | undefined
}

/** What was said then arrived then: its calls are over, and none of them is made now. */
export async function settleParts(advance: Advance, settling: Settling): Promise<void> {
  const { channel, database, conversationId, failure } = settling
  const { rows } = await database.query<{ id: string; message_id: string }>(
    `select id, message_id from parts where account_id = $1 and channel_id = $2
       and conversation_id = $3 and state = 'queued' and kind = 'message' order by position`,
    [channel.accountId, channel.id, conversationId],
  )
  for (const { id: partId, message_id: messageId } of rows) {
    const outcome: PartOutcome = failure
      ? { result: 'failed', reason: failure }
      : { result: 'sent' }
    await advance(channel.accountId, {
      target: { conversationId, messageIds: [messageId] },
      what: {
        settled: { partId, state: failure ? 'failed' : 'sent', outcome },
        trigger: {
          type: 'part-settled',
          lineId: newId(),
          part: { kind: 'message', messageId, outcome },
        },
        ...(!failure && {
          externals: [{ externalId: `demo:${partId}`, messageId, position: 0 }],
        }),
      },
    })
  }
}
