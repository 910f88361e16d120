import type { Database } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Hints } from '../lib/hints.ts'
import type { SafeFetch } from '../lib/safe-fetch.ts'
import type { SecretBox } from '../lib/secrets/index.ts'

/** What telling others is made of. */
export interface WebhookWorld {
  database: Database
  clock: Clock
  hints: Hints
  secrets: SecretBox
  /** The way out: never inside the network, and no redirects. */
  webhookFetch: SafeFetch
  onProblem(problem: string, facts: object): void
}
