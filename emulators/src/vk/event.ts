import type { CallbackServer } from './model.ts'

export interface Event {
  seq: number
  /** `event_id`: the same in every delivery. */
  id: string
  communityId: number
  type: string
  object: unknown
  at: number
  peerId?: number
  cmid?: number
}

/** What became of an event: where a test sees that nothing acknowledged was lost. */
export interface Delivery {
  eventId: string
  seq: number
  type: string
  peerId?: number
  cmid?: number
  at: number
  attempts: { at: number; serverId: number; outcome: number | string }[]
  acknowledgedAt?: number
  droppedAs?: 'lost' | 'expired' | 'unheard'
}

export type NewEvent = Pick<Event, 'type' | 'object'> & { peerId?: number; cmid?: number }

export interface Writing {
  apiVersion: string
  secret?: string
}

/** What a courier and a poll need to know of the events they carry. */
export interface EventDesk {
  find(event: Event): Delivery
  write(event: Event, writing: Writing): string
  keepPending(server: CallbackServer, event: Event): void
  dropPending(server: CallbackServer, event: Event): void
}
