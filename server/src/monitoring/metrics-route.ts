import type { FastifyRequest } from 'fastify'
import { Counter, collectDefaultMetrics, Registry } from 'prom-client'

import type { Config } from '../config.ts'
import type { Database } from '../database/index.ts'
import { type App, NotFoundError } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Hub } from '../realtime/index.ts'
import { countWaiting } from './count-waiting.ts'
import { createGauges, type Figures } from './gauges.ts'
import { createLookAround } from './look-around.ts'

export interface Monitored {
  config: Config
  database: Database
  clock: Clock
  hub: Hub
  refused: { forgedWebhooks: number }
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/**
 * What is worth an alarm, counted when somebody asks: how much waits, and for how long. Only for
 * this machine: a collector elsewhere comes through a proxy that says who may.
 */
export function metricsRoute(app: App, world: Monitored): void {
  const { config, database, clock, hub, refused } = world
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const setGauges = createGauges(registry)
  const around = createLookAround(config)
  const forged = new Counter({
    name: 'otklik_webhooks_forged_total',
    help: 'Updates that came without the proof of their platform, since the start',
    registers: [registry],
  })

  app.route({
    method: 'GET',
    url: '/metrics',
    config: { access: 'health' },
    schema: { hide: true },
    handler: async (request, reply) => {
      if (!isOfThisMachine(request, config)) throw new NotFoundError()
      const [waiting, watching, known, folders] = await Promise.all([
        countWaiting(database),
        countWatching(database, hub),
        around.figures(clock.now()),
        around.folders(),
      ])
      forged.reset()
      forged.inc(refused.forgedWebhooks)
      setGauges({ ...waiting, ...watching, ...known }, folders)
      return reply.type(registry.contentType).send(await registry.metrics())
    },
  })
}

/**
 * Through a proxy that nobody has told us of, all the world comes from this machine: what such a proxy
 * says of where it comes from is not believed, but it does say that it is not from here.
 */
function isOfThisMachine(
  { ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>,
  { trustedProxies }: Config,
): boolean {
  const isPassedOn = 'x-forwarded-for' in headers || 'forwarded' in headers
  return loopback.has(ip) && (!isPassedOn || trustedProxies.length > 0)
}

/** A workplace is behind while its company's feed has gone further than what was read of it. */
async function countWatching(database: Database, hub: Hub): Promise<Figures> {
  const rooms = await hub.rooms()
  const open = rooms.filter(({ sockets }) => sockets > 0)
  const { rows } = await database.query<{ behind: number }>(
    `select coalesce(max(c.feed_number - r.told), 0)::float8 as behind
     from unnest($1::uuid[], $2::bigint[]) as r (account_id, told)
     join account_counters c on c.account_id = r.account_id`,
    [open.map(({ accountId }) => accountId), open.map(({ told }) => told)],
  )
  return {
    sockets_open: open.reduce((sum, { sockets }) => sum + sockets, 0),
    // What was told while the counter was asked for is no debt.
    sockets_feed_lag: Math.max(0, rows[0]?.behind ?? 0),
  }
}
