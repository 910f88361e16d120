import { ChannelError, type ExternalId } from '../channels/index.ts'
import type { PartOutcome } from '../rules/index.ts'

/** How an attempt ended and what follows from it. */
export interface Settlement {
  outcome: PartOutcome
  externalIds?: ExternalId[]
  /** Nothing else of this lane, or of the whole channel, leaves before then. */
  pause?: { what: 'lane' | 'channel'; until: Date }
  /** The platform refuses our credentials: the channel is broken, the part waits. */
  breaksChannel?: boolean
}

export interface Attempt {
  tries: number
  now: Date
  expiresAt: Date
  sendsOnce: 'by-key' | 'by-check' | 'none'
  kind: 'message' | 'edit' | 'deletion' | 'acknowledgement'
  /** An earlier attempt ended nobody knows how, and nothing has been found out since. */
  mayHaveArrived: boolean
}

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 5 * 60_000
const LONGEST_WISH_MS = 3_600_000
/** A broken channel gives nothing away; once it is mended, what waits leaves at once. */
const BROKEN_PAUSE_MS = 1000
/** What was taken is not listed at once: a look that comes too early would deliver twice. */
const LOOK_AFTER_MS = 5000

/**
 * The one table of what follows from a refusal (D-31). Surely not delivered: again, until it
 * expires. Unknown: again only where a repetition cannot deliver twice, because the platform knows
 * our key, because it is looked for before it is sent again, or because repeating an edit, a
 * deletion or an acknowledgement changes nothing.
 */
export function settlementAfter(error: ChannelError, attempt: Attempt): Settlement {
  const { reason, code, executed } = error
  const facts = { reason, ...(code && { code }) }
  if (executed === 'unknown') {
    if (!isRepeatable(attempt)) return { outcome: { result: 'unknown' } }
    const pauseMs = Math.max(pauseAfter(attempt.tries), mustLook(attempt) ? LOOK_AFTER_MS : 0)
    return again(facts, { ...attempt, mayHaveArrived: attempt.kind === 'message' }, pauseMs)
  }
  if (reason === 'misconfigured') {
    return { ...again(facts, attempt, BROKEN_PAUSE_MS), breaksChannel: true }
  }
  if (error.isTemporary) {
    const wish = Math.min(Math.max(error.retryAfterMs ?? 0, 0), LONGEST_WISH_MS)
    const settlement = again(facts, attempt, Math.max(wish, wish ? 0 : pauseAfter(attempt.tries)))
    if (reason !== 'throttled' || settlement.outcome.result !== 'retry') return settlement
    return { ...settlement, pause: { what: error.pauses, until: new Date(settlement.outcome.at) } }
  }
  if (attempt.mayHaveArrived) return { outcome: { result: 'unknown' } }
  return { outcome: { result: 'failed', ...facts, detail: error.message.slice(0, 300) } }
}

/** Nobody came back from the call: the process died, or the platform never answered. */
export function settlementAfterSilence(attempt: Attempt): Settlement {
  const error = new ChannelError('unreachable', 'nobody came back', { executed: 'unknown' })
  return settlementAfter(error, attempt)
}

/** Its time is over. What may be with the customer is not called a failure. */
export function settlementOf(reason: 'expired', mayHaveArrived = false): Settlement {
  return { outcome: mayHaveArrived ? { result: 'unknown' } : { result: 'failed', reason } }
}

/** Whether it has to be looked for before it may be sent again. */
export const mustLook = ({ kind, sendsOnce }: Pick<Attempt, 'kind' | 'sendsOnce'>): boolean =>
  kind === 'message' && sendsOnce === 'by-check'

const isRepeatable = ({ kind, sendsOnce }: Attempt) => kind !== 'message' || sendsOnce !== 'none'

function again(
  facts: { reason: ChannelError['reason']; code?: string },
  { now, expiresAt, mayHaveArrived }: Attempt,
  pauseMs: number,
): Settlement {
  const at = now.getTime() + pauseMs
  if (at < expiresAt.getTime()) {
    return { outcome: { result: 'retry', at, ...facts, ...(mayHaveArrived && { mayHaveArrived }) } }
  }
  return { outcome: mayHaveArrived ? { result: 'unknown' } : { result: 'failed', ...facts } }
}

/** 1, 2, 4, 8 … seconds. */
const pauseAfter = (tries: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, tries - 1), LONGEST_PAUSE_MS)
