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
 * An event as JSON, as a reader may know of it. What leaves their sight is `gone`, and nothing else
 * is said of it. Either is written once, however many are told.
 */
export function eventFrom({ number, kind, conversation_id: id, audience, payload }: FeedRow) {
  const whole = `{"number":${number},"kind":"${kind}","payload":${payload}}`
  const gone = `{"number":${number},"kind":"gone","payload":{"id":"${id}"}}`
  return (reader: Pick<Caller, 'sees' | 'can'>): string | undefined => {
    // Only who may manage channels is troubled with what is amiss with them.
    if (kind === 'trouble' && !reader.can('channels.manage')) return undefined
    if (!audience || reader.sees(audience.now)) return whole
    const isLost = kind === 'conversation' && audience.before && reader.sees(audience.before)
    return isLost ? gone : undefined
  }
}
