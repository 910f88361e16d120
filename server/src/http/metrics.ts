import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'

import type { Database } from '../database/index.ts'
import type { App } from './app.ts'
import { NotFoundError } from './refusal.ts'

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/**
 * What is worth an alarm, counted when somebody asks: how much waits, and for how long. Only for
 * this machine: a collector elsewhere comes through a proxy that says who may.
 */
export function metricsRoute(app: App, database: Database): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `otklik_${name}`, help, registers: [registry] })
  const unread = gauge('inbox_waiting', 'Updates that are stored and not read yet')
  const unreadAge = gauge('inbox_oldest_seconds', 'Age of the oldest of them')
  const quarantined = gauge('inbox_quarantined', 'Updates that nobody could read')
  const unsent = gauge('parts_waiting', 'Parts of messages that wait to leave')
  const unsentAge = gauge('parts_oldest_seconds', 'For how long the oldest of them could have left')
  const feedLag = gauge('feed_lag', 'Events of the feed that webhooks have not read yet')
  const untold = gauge('webhooks_waiting', 'Events that are to be sent to webhooks now')
  const untoldAge = gauge(
    'webhooks_oldest_seconds',
    'For how long the oldest of them could have left',
  )
  const failing = gauge('webhooks_failing', 'Webhooks whose receivers take nothing')
  const broken = gauge('channels_broken', 'Channels whose platforms refuse us')
  const overdue = gauge('deadline_lateness_seconds', 'How late the most overdue deadline is')

  app.route({
    method: 'GET',
    url: '/metrics',
    config: { access: 'health' },
    schema: { hide: true },
    handler: async (request, reply) => {
      if (!loopback.has(request.ip)) throw new NotFoundError()
      const { rows } = await database.query<Record<string, number>>(`select
        (select count(*) from inbox where state = 'new') as unread,
        (select coalesce(extract(epoch from now() - min(received_at)), 0)::float8 from inbox where state = 'new') as unread_age,
        (select count(*) from inbox where state = 'quarantined') as quarantined,
        (select count(*) from parts where state in ('queued', 'sending')) as unsent,
        (select greatest(coalesce(extract(epoch from now() - min(next_at)), 0), 0)::float8 from parts where state = 'queued') as unsent_age,
        (select coalesce(sum(k.feed_number - w.number), 0)::float8 from webhook_cursors w join account_counters k using (account_id)) as feed_lag,
        (select count(*) from webhook_deliveries where state = 'waiting' and next_at <= now()) as untold,
        (select greatest(coalesce(extract(epoch from now() - min(next_at)), 0), 0)::float8 from webhook_deliveries where state = 'waiting' and isfinite(next_at)) as untold_age,
        (select count(*) from webhooks where state = 'failed' or failing_since is not null) as failing,
        (select count(*) from channels where state = 'broken') as broken,
        (select greatest(coalesce(extract(epoch from now() - min(wake_at)), 0), 0)::float8 from conversations where wake_at is not null) as overdue`)
      const counted = rows[0]!
      unread.set(counted.unread ?? 0)
      unreadAge.set(counted.unread_age ?? 0)
      quarantined.set(counted.quarantined ?? 0)
      unsent.set(counted.unsent ?? 0)
      unsentAge.set(counted.unsent_age ?? 0)
      feedLag.set(counted.feed_lag ?? 0)
      untold.set(counted.untold ?? 0)
      untoldAge.set(counted.untold_age ?? 0)
      failing.set(counted.failing ?? 0)
      broken.set(counted.broken ?? 0)
      overdue.set(counted.overdue ?? 0)
      return reply.type(registry.contentType).send(await registry.metrics())
    },
  })
}
