import type { FailureReason } from '@otklik/protocol'

export type ChannelErrorReason = FailureReason

interface ChannelErrorFacts {
  /**
   * Whether the platform may have done what was asked. `no` is safe to repeat; `unknown` is not,
   * unless the platform can send once (`Capabilities.sendsOnce`).
   */
  executed: 'no' | 'unknown'
  /** The platform's own code, shown to the administrator as it came. */
  code?: string
  /** The platform's wish, in milliseconds from now. */
  retryAfterMs?: number
  /** Whether waiting helps this one thread or the whole channel. */
  pauses?: 'lane' | 'channel'
  /** Whether trying again later can help at all. */
  isTemporary?: boolean
  cause?: unknown
}

/** The platform did not take it, or we do not know whether it did. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError'
  readonly reason: ChannelErrorReason
  readonly executed: 'no' | 'unknown'
  readonly code: string | undefined
  readonly retryAfterMs: number | undefined
  readonly pauses: 'lane' | 'channel'
  readonly isTemporary: boolean

  constructor(reason: ChannelErrorReason, message: string, facts: ChannelErrorFacts) {
    super(message, { cause: facts.cause })
    this.reason = reason
    this.executed = facts.executed
    this.code = facts.code
    this.retryAfterMs = facts.retryAfterMs
    this.pauses = facts.pauses ?? 'lane'
    this.isTemporary = facts.isTemporary ?? (reason === 'unreachable' || reason === 'throttled')
  }
}

/** The call did not come from the platform it claims to come from. Nothing of it is kept. */
export class ForgedWebhookError extends Error {
  override readonly name = 'ForgedWebhookError'
}
