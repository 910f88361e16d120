import type { Channels } from '../connections/index.ts'
import type { Advance } from '../conversations/index.ts'
import type { Database } from '../database/index.ts'
import type { Storage } from '../files/index.ts'
import type { Limits } from '../http/index.ts'
import type { Inbox } from '../inbound/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Hints } from '../lib/hints.ts'
import type { SecretBox } from '../lib/secrets/index.ts'
import type { Hub } from '../realtime/index.ts'
import type { RuleSettings } from '../settings/index.ts'
import type { Streams } from './streams.ts'

/** What the panel on a company's pages is made of. */
export interface SiteWorld {
  database: Database
  channels: Channels
  advance: Advance
  ruleSettings: RuleSettings
  storage: Storage
  secrets: SecretBox
  limits: Limits
  inbox: Inbox
  clock: Clock
  hints: Hints
  hub: Hub
  streams: Streams
  /** Where others reach this server, once that is known. */
  publicUrl?: string
  sealSecret(accountId: string, channelId: string, field: string, secret: string): string
  openSecret(accountId: string, channelId: string, field: string, sealed: string): string
  onProblem(problem: string, facts: object): void
}
