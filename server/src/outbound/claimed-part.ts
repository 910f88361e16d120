import type { OutboundPart } from '../channels/index.ts'
import type { PartOutcome } from '../rules/index.ts'

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
  /** How often it had failed when somebody had it sent again. */
  round: number
  /** How its last attempt ended, if it was tried. */
  outcome: PartOutcome | null
  expires_at: Date
  deadline_at: Date
}

/** Whether an earlier attempt ended nobody knows how. */
export const mayHaveArrived = ({ outcome }: ClaimedPart): boolean =>
  outcome?.result === 'unknown' || (outcome?.result === 'retry' && outcome.mayHaveArrived === true)
