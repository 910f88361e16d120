import type { FastifyBaseLogger } from 'fastify'

import type { Database } from '../database/index.ts'
import type { Caller, FindCaller, HeldSession } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import { type SessionCookie, sessionCookie } from './cookie.ts'
import { listChanged } from './list-changed.ts'
import { createSessions, type Sessions } from './sessions.ts'

export interface Access {
  sessions: Sessions
  cookie: SessionCookie
  /** For requests and for sockets. */
  findCaller: FindCaller
  /** Of those held by sockets the ones that are to be asked for anew: few, as often as it is asked. */
  listChanged<Session extends HeldSession>(held: readonly Session[]): Promise<Session[]>
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
    async listChanged(held) {
      const known = held.map(({ cookie: header, caller }) => ({
        token: cookie.read(header),
        stamp: caller.stamp,
      }))
      const places = await listChanged(database, known, clock.now())
      return places.flatMap((place) => held[place] ?? [])
    },
  }
}
