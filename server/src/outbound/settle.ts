import type { ChannelError, ExternalId } from '../channels/index.ts'
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
}

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 5 * 60_000
const LONGEST_WISH_MS = 3_600_000
/** A broken channel gives nothing away; once it is mended, what waits leaves at once. */
const BROKEN_PAUSE_MS = 1000

/**
 * The one table of what follows from a refusal (D-31). Surely not delivered: again, until it
 * expires. Unknown: again only where a repetition cannot deliver twice, because the platform knows
 * our key, or because repeating an edit, a deletion or an acknowledgement changes nothing.
 */
export function settlementAfter(error: ChannelError, attempt: Attempt): Settlement {
  const { reason, code, executed } = error
  const facts = { reason, ...(code && { code }) }
  if (executed === 'unknown') {
    const isRepeatable = attempt.sendsOnce === 'by-key' || attempt.kind !== 'message'
    if (!isRepeatable) return { outcome: { result: 'unknown' } }
    return again(facts, attempt, pauseAfter(attempt.tries))
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
  return { outcome: { result: 'failed', ...facts, detail: error.message.slice(0, 300) } }
}

export function settlementOf(reason: 'expired'): Settlement {
  return { outcome: { result: 'failed', reason } }
}

function again(
  facts: { reason: ChannelError['reason']; code?: string },
  { now, expiresAt }: Attempt,
  pauseMs: number,
): Settlement {
  const at = now.getTime() + pauseMs
  if (at >= expiresAt.getTime()) return { outcome: { result: 'failed', ...facts } }
  return { outcome: { result: 'retry', at, ...facts } }
}

/** 1, 2, 4, 8 … seconds. */
const pauseAfter = (tries: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, tries - 1), LONGEST_PAUSE_MS)
