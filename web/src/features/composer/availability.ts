import type { Channel, Conversation } from '@otklik/protocol'

/** Whether the customer can be answered here and now, and if not, why. */
export type Availability =
  | 'open'
  | 'closing'
  | 'closed'
  | 'contact-barred'
  | 'contact-blocking'
  | 'channel-disconnected'
  | 'held-by-other'
  | 'window-closed'
  | 'not-permitted'

interface Circumstances {
  me: string
  mayReply: boolean
  channel: Channel | undefined
  /** The platform takes free text only for some time after the customer's word. */
  hasReplyWindow: boolean
  now: number
}

export function availabilityOf(
  conversation: Conversation,
  { me, mayReply, channel, hasReplyWindow, now }: Circumstances,
): Availability {
  if (conversation.contact.isBarred) return 'contact-barred'
  if (conversation.status === 'closed') return 'closed'
  if (conversation.status === 'closing') return 'closing'
  if (!mayReply) return 'not-permitted'
  if (channel?.state === 'disconnected') return 'channel-disconnected'
  if (conversation.isContactBlocking) return 'contact-blocking'
  if (conversation.status === 'assigned' && conversation.operatorId !== me) return 'held-by-other'
  return hasReplyWindow && !isWindowOpen(conversation, now) ? 'window-closed' : 'open'
}

const isWindowOpen = ({ replyUntil }: Conversation, now: number): boolean =>
  replyUntil !== undefined && Date.parse(replyUntil) > now
