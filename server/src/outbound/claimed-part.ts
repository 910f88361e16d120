import type { OutboundPart } from '../channels/index.ts'

/** The head of a lane, taken with an attempt that is already committed. */
export interface ClaimedPart {
  account_id: string
  id: string
  channel_id: string
  thread: string
  conversation_id: string
  message_id: string | null
  kind: OutboundPart['kind']
  content: Omit<OutboundPart, 'thread' | 'key' | 'openFile' | 'linkFile'>
  /** Its place in the lane, and that of its messages among those of one message of ours. */
  position: number
  tries: number
  expires_at: Date
  deadline_at: Date
}
