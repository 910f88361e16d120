import type { Database } from '../database/index.ts'
import type { Hub } from './hub.ts'
import type { Subscriber } from './subscriber.ts'

const RENEW_EVERY_MS = 20_000
/** A closed laptop is noticed after this; a reload is not. */
const GRACE = "interval '45 seconds'"

export interface Presence {
  add(subscriber: Subscriber): void
  remove(subscriber: Subscriber): void
  viewing(subscriber: Subscriber, conversationId: string | null): void
  stop(): void
}

/** Who has the workplace open and what is on their screen. Hints: losing one costs nothing. */
export function createPresence(database: Database, hub: Hub): Presence {
  const open = new Map<string, Set<Subscriber>>()

  function tellPresence(accountId: string): void {
    const operatorIds = [...new Set([...(open.get(accountId) ?? [])].map(idOf))]
    hub.tell(accountId, { kind: 'presence', operatorIds })
  }

  function tellViewing(accountId: string, conversationId: string | null): void {
    if (!conversationId) return
    const viewers = [...(open.get(accountId) ?? [])].filter((s) => s.viewing === conversationId)
    const operatorIds = [...new Set(viewers.map(idOf))]
    hub.tell(accountId, { kind: 'viewing', conversationId, operatorIds })
  }

  async function renew(): Promise<void> {
    for (const [accountId, subscribers] of open) {
      if (subscribers.size === 0) continue
      await database.query(
        `update operators set online_until = now() + ${GRACE} where account_id = $1 and id = any($2)`,
        [accountId, [...new Set([...subscribers].map(idOf))]],
      )
    }
  }
  // A deploy is not everybody's absence.
  void database
    .query(
      `update operators set online_until = now() + interval '60 seconds'
       where online_until > now() - interval '60 seconds'`,
    )
    .catch(() => {})
  const timer = setInterval(() => void renew().catch(() => {}), RENEW_EVERY_MS)

  return {
    add(subscriber) {
      const { accountId, operatorId } = subscriber.caller
      const subscribers = open.get(accountId) ?? new Set()
      open.set(accountId, subscribers.add(subscriber))
      tellPresence(accountId)
      void database
        .query(
          `update operators set online_until = now() + ${GRACE} where account_id = $1 and id = $2`,
          [accountId, operatorId],
        )
        .catch(() => {})
    },
    remove(subscriber) {
      const { accountId } = subscriber.caller
      open.get(accountId)?.delete(subscriber)
      tellPresence(accountId)
      tellViewing(accountId, subscriber.viewing)
    },
    viewing(subscriber, conversationId) {
      const before = subscriber.viewing
      subscriber.viewing = conversationId
      tellViewing(subscriber.caller.accountId, before)
      tellViewing(subscriber.caller.accountId, conversationId)
    },
    stop: () => clearInterval(timer),
  }
}

const idOf = (subscriber: Subscriber) => subscriber.caller.operatorId
