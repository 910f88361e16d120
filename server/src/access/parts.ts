import type { FastifyBaseLogger } from 'fastify'

import type { Database } from '../database/index.ts'
import type { Limits } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Hints } from '../lib/hints.ts'
import type { Mail } from '../lib/mail.ts'
import type { SecretBox } from '../lib/secrets/index.ts'
import type { SessionCookie } from './cookie.ts'
import type { Sessions } from './sessions.ts'

/** What people and access are made of; the routes of access, operators and accounts take it. */
export interface AccessParts {
  database: Database
  clock: Clock
  hints: Hints
  log: FastifyBaseLogger
  limits: Limits
  mail: Mail
  secrets: SecretBox
  sessions: Sessions
  cookie: SessionCookie
  config: { port: number; publicUrl?: string; sandboxPort: number; dataDir: string }
}
