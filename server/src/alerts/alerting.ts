import type { Database } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Hints } from '../lib/hints.ts'
import type { Mail } from '../lib/mail.ts'
import type { TroubleRow } from './list-troubles.ts'

export interface Alerting {
  database: Database
  clock: Clock
  hints: Hints
  mail: Mail
  config: { port: number; publicUrl?: string }
  onProblem(problem: string, facts: object): void
}

/** What ended and was written about: whoever heard of its beginning is told. */
export type Ended = TroubleRow & { mailed_at: Date | null }
