import type { FastifyBaseLogger } from 'fastify'

import type { Database } from '../database/index.ts'
import type { Caller, FindCaller } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import { type SessionCookie, sessionCookie } from './cookie.ts'
import { createSessions, type Sessions } from './sessions.ts'

export interface Access {
  sessions: Sessions
  cookie: SessionCookie
  /** For requests and for sockets: a socket asks again every few seconds. */
  findCaller: FindCaller
}

export interface AccessOptions {
  database: Database
  clock: Clock
  log: FastifyBaseLogger
  config: { isHttps: boolean; isLoopback: boolean }
}

export function createAccess({ database, clock, log, config }: AccessOptions): Access {
  const sessions = createSessions(database, clock)
  const cookie = sessionCookie(config)
  if (!config.isHttps && !config.isLoopback) {
    log.warn('Passwords and sessions travel over plain http: set PUBLIC_URL to an https address.')
  }
  return {
    sessions,
    cookie,
    findCaller: (header): Promise<Caller | undefined> => sessions.findCaller(cookie.read(header)),
  }
}
