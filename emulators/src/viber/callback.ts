/** Something that has happened, and what became of telling the bot. */
export interface Callback {
  id: number
  botId: string
  personId?: number
  event: string
  /** The message it is about: the person's own, or the one whose fate it tells. */
  token?: string
  /** As it goes over the wire, but for the address of files. */
  body: string
  at: number
  attempts: { at: number; outcome: number | string }[]
  acknowledgedAt?: number
  droppedAs?: 'lost' | 'unheard' | 'given up'
}

export const EVENTS = [
  'delivered',
  'seen',
  'failed',
  'subscribed',
  'unsubscribed',
  'conversation_started',
  'client_status',
  'message',
]

/** These come whatever the bot has asked for. */
export const MANDATORY = ['subscribed', 'unsubscribed', 'message']
