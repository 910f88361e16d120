import type { CloseReason, DeliveryStatus, FailureReason, Message } from '@otklik/protocol'

/** Times are milliseconds since 1970, so that a state survives JSON unchanged. */
export type Moment = number

/** Who holds the conversation: exactly one of these is true. */
export type Holding =
  | { status: 'queued'; since: Moment }
  | { status: 'assigned'; operatorId: string; operatorName: string; since: Moment }
  /** Closed in eight seconds unless it is undone or the customer writes (D-36). */
  | { status: 'closing'; until: Moment; by: Person; before: OpenHolding }
  | { status: 'closed'; at: Moment; reason: CloseReason; operatorId?: string }

export type OpenHolding = Extract<Holding, { status: 'queued' | 'assigned' }>

export interface Person {
  id: string
  name: string
}

/** Everything the rules know of one conversation («обращение»). */
export interface Conversation {
  readonly id: string
  readonly kind: 'direct' | 'comment' | 'outbound'
  readonly openedAt: Moment
  /** The conversation before it in the same thread (D-14). */
  readonly previousId?: string
  readonly holding: Holding
  /** The last message's place in the transcript. */
  readonly seq: number
  /** Who owes the next word. */
  readonly owes: 'us' | 'customer' | 'nobody'
  /** Since when the customer waits for our word. */
  readonly waitingSince?: Moment
  /** What the customer said that the one who holds it has not seen. */
  readonly unread: number
  readonly lastActivityAt: Moment
  readonly lastMessage?: LastMessage
}

/** What a list shows of a conversation. */
export interface LastMessage {
  id: string
  seq: number
  author: Message['author']
  kind: 'message' | 'note'
  text: string
  content: string
  at: Moment
  status?: DeliveryStatus
  failure?: FailureReason
}

export const isOpen = (conversation: Conversation): boolean =>
  conversation.holding.status !== 'closed'

/** Who holds it now, or held it last. */
export function holderOf({ holding }: Conversation): string | undefined {
  if (holding.status === 'queued') return undefined
  if (holding.status === 'closing') {
    return holding.before.status === 'assigned' ? holding.before.operatorId : undefined
  }
  return holding.operatorId
}

/** When somebody has to look at it though nothing happened: the earliest of its deadlines. */
export function wakeAt({ holding }: Conversation): Moment | undefined {
  return holding.status === 'closing' ? holding.until : undefined
}
