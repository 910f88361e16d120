import type { Database } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Hints } from '../lib/hints.ts'
import type { SecretBox } from '../lib/secrets/index.ts'

/** What the routes of bots work with. */
export interface BotWorld {
  database: Database
  clock: Clock
  hints: Hints
  secrets: SecretBox
  /** Inside the network, and allowed by the installation. */
  allowedHosts: readonly string[]
}
