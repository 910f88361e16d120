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
  /** Of a conversation that concerns others now: the notes there that call somebody, by operator. */
  called: Record<string, NonNullable<ConversationEvent['mentions']>> | null
}

type ConversationEvent = Extract<FeedEvent, { kind: 'conversation' }>

/**
 * An event as JSON, as a reader may know of it. What leaves their sight is `gone`, and nothing else
 * is said of it. Either is written once, however many are told. What comes into their sight brings
 * the notes that call them: they were not told then.
 */
export function eventFrom({
  number,
  kind,
  conversation_id: id,
  audience,
  payload,
  called,
}: FeedRow) {
  const start = `{"number":${number},"kind":"${kind}","payload":${payload}`
  const whole = `${start}}`
  const gone = `{"number":${number},"kind":"gone","payload":{"id":"${id}"}}`
  return (reader: Pick<Caller, 'sees' | 'can' | 'operatorId'>): string | undefined => {
    // Only who may manage channels is troubled with what is amiss with them.
    if (kind === 'trouble' && !reader.can('channels.manage')) return undefined
    const wasSeen = () => !audience?.before || reader.sees(audience.before)
    if (!audience || reader.sees(audience.now)) {
      const mentions = called?.[reader.operatorId]
      return mentions && !wasSeen() ? `${start},"mentions":${JSON.stringify(mentions)}}` : whole
    }
    return kind === 'conversation' && audience.before && wasSeen() ? gone : undefined
  }
}
