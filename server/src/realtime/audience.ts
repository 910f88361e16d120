import type { FeedEvent } from '@otklik/protocol'

import type { Caller } from '../http/index.ts'

/**
 * Whom an event concerns, by ids of operators and teams: what it tells of concerned those `before`,
 * where that was others.
 */
export interface Audience {
  now: string[]
  before?: string[]
}

export interface FeedRow {
  number: number
  kind: FeedEvent['kind']
  conversation_id: string | null
  /** Null is for everybody of the account. */
  audience: Audience | null
  /** As JSON: it is passed on as it is. */
  payload: string
}

/**
 * An event as JSON, as this reader may know of it. What leaves their sight is `gone`, and nothing
 * else is said of it.
 */
export function eventFor(
  { number, kind, conversation_id: id, audience, payload }: FeedRow,
  reader: Pick<Caller, 'sees' | 'can'>,
): string | undefined {
  const whole = () => `{"number":${number},"kind":"${kind}","payload":${payload}}`
  // Only who may manage channels is troubled with what is amiss with them.
  if (kind === 'trouble' && !reader.can('channels.manage')) return undefined
  if (!audience || reader.sees(audience.now)) return whole()
  const isLost = kind === 'conversation' && audience.before && reader.sees(audience.before)
  return isLost ? `{"number":${number},"kind":"gone","payload":{"id":"${id}"}}` : undefined
}

export const frameOf = (from: number, to: number, events: readonly string[]): string =>
  `{"type":"events","from":${from},"to":${to},"events":[${events.join(',')}]}`
