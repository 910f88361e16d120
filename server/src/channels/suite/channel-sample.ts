import type { ChannelKind, Memory, WebhookRequest } from '../contract.ts'
import type { Fixtures } from './fixtures.ts'
import type { Answer } from './scripted-platform.ts'

/** What the suite needs to know of a platform to try it. */
export interface ChannelSample {
  kind: ChannelKind
  settings: Record<string, unknown>
  /** What the channel has learned before, where a call would ask for it first. */
  memory?: Memory
  /** The name of the setting that proves a webhook. */
  webhookSecret: string
  /** What must never be told, in any error. */
  secrets: string[]
  fixtures: Fixtures
  /** Fixtures of kinds that we do not show. */
  unsupported: string[]
  /** A genuine call with this body, or one proved by another secret. */
  webhook(body: Buffer, secret?: string): WebhookRequest
  /** The same call with its proof left out. */
  withoutProof(request: WebhookRequest): WebhookRequest
  /** How the platform answers. */
  answers: {
    sent: Answer
    throttled: { answer: Answer; retryAfterMs: number }
    /** Left out where the platform tells nobody. */
    blocked?: Answer
    wrongToken: Answer
    serverErrors: Answer[]
  }
}
