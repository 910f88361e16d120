import { isNotSuspended, type Queryable } from '../database/index.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { type Attempt, attemptDelivery } from './attempt-delivery.ts'
import type { WebhookWorld } from './parts.ts'
import { settleDelivery } from './settle-delivery.ts'
import type { DueRow } from './webhook-row.ts'

const LOOK_EVERY_MS = 1000
const MOST_IN_FLIGHT = 128
/** One that answers slowly keeps these and no more. */
const MOST_PER_WEBHOOK = 32
/** Longer than an attempt takes: a crash in the middle of one repeats it after this. */
const LEASE_MS = 60_000
/** After so many tries the next events of the same conversation do not wait any longer. */
const PATIENT_TRIES = 3

/**
 * Sends what waits for webhooks. Of one conversation one event at a time, in order, as long as the
 * receiver is merely slow; once one has failed three times the others go past it, and `order` tells.
 * What was under way when the server fell is sent again with the same id.
 */
export function deliverEvents(world: WebhookWorld): Loop & { drain(): Promise<void> } {
  const { database, hints, clock, onProblem } = world
  const inFlight = new Set<Promise<void>>()
  const perWebhook = new Map<string, number>()

  async function round(): Promise<boolean> {
    const room = MOST_IN_FLIGHT - inFlight.size
    if (room <= 0) return false
    const now = clock.now()
    const full = [...perWebhook].filter(([, count]) => count >= MOST_PER_WEBHOOK)
    const most = Math.min(room, MOST_PER_WEBHOOK)
    const due = await claim(database, { now, most, full: full.map(([id]) => id) })
    for (const row of due) begin(row)
    return due.length > 0
  }

  function begin(row: DueRow): void {
    perWebhook.set(row.id, (perWebhook.get(row.id) ?? 0) + 1)
    const delivery = deliver(row)
      .catch((error: unknown) =>
        onProblem('a webhook was not settled', { webhookId: row.id, error: String(error) }),
      )
      .finally(() => {
        inFlight.delete(delivery)
        const left = (perWebhook.get(row.id) ?? 1) - 1
        if (left > 0) perWebhook.set(row.id, left)
        else perWebhook.delete(row.id)
        loop.wake()
      })
    inFlight.add(delivery)
  }

  async function deliver(row: DueRow): Promise<void> {
    const attempt: Attempt = await attemptDelivery(world, row)
    await settleDelivery(world, row, attempt)
  }

  const loop = createLoop('webhooks', round, { everyMs: LOOK_EVERY_MS, onProblem })
  hints.listen('webhooks', loop.wake)
  return {
    ...loop,
    async drain() {
      await loop.stop()
      await Promise.all(inFlight)
    },
  }
}

async function claim(
  database: Queryable,
  { now, most, full }: { now: Date; most: number; full: string[] },
): Promise<DueRow[]> {
  const { rows } = await database.query<DueRow>(
    `with due as (
       select d.account_id, d.webhook_id, d.event_id from webhook_deliveries d
       join webhooks w on w.account_id = d.account_id and w.id = d.webhook_id and w.state = 'on'
       where d.state = 'waiting' and d.next_at <= $1 and d.webhook_id <> all($4::uuid[])
         and d.${isNotSuspended}
         and not exists (
           select from webhook_deliveries e
           where e.account_id = d.account_id and e.webhook_id = d.webhook_id
             and e.conversation_id = d.conversation_id and e.state = 'waiting'
             and e.number < d.number and e.tries < ${PATIENT_TRIES})
       order by d.next_at, d.number limit $3
       for update of d skip locked)
     update webhook_deliveries d set next_at = $2, tries = d.tries + 1
     from due join webhooks w on w.account_id = due.account_id and w.id = due.webhook_id
     join webhook_events e on e.account_id = due.account_id and e.id = due.event_id
     where d.account_id = due.account_id and d.webhook_id = due.webhook_id
       and d.event_id = due.event_id
     returning w.*, d.event_id, d.tries, d.since, e.body`,
    [now, new Date(now.getTime() + LEASE_MS), most, full],
  )
  return rows
}
