import type { Channel, Conversation } from '@otklik/protocol'

/** Whether the customer can be answered here and now, and if not, why. */
export type Availability =
  | 'open'
  | 'closing'
  | 'closed'
  | 'contact-blocking'
  | 'channel-disconnected'
  | 'held-by-other'
  | 'not-permitted'

interface Circumstances {
  me: string
  mayReply: boolean
  channel: Channel | undefined
}

export function availabilityOf(
  conversation: Conversation,
  { me, mayReply, channel }: Circumstances,
): Availability {
  if (conversation.status === 'closed') return 'closed'
  if (conversation.status === 'closing') return 'closing'
  if (!mayReply) return 'not-permitted'
  if (channel?.state === 'disconnected') return 'channel-disconnected'
  if (conversation.isContactBlocking) return 'contact-blocking'
  if (conversation.status === 'assigned' && conversation.operatorId !== me) return 'held-by-other'
  return 'open'
}
