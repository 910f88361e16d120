import type { Hint } from '@otklik/protocol'

import { silentBus } from '../lib/bus.ts'
import { type Elsewhere, watchElsewhere } from './elsewhere.ts'
import type { Hub } from './hub.ts'
import type { Subscriber } from './subscriber.ts'

const RENEW_EVERY_MS = 20_000
/** Everybody is told of everybody: after a deploy that must not be done at each arrival. */
const TELL_EVERY_MS = 200
const BYTES_OF_EACH = 40
/** Of many it is told so rarely that no more than this goes out. */
const MOST_BYTES_PER_MS = 10_000
/** Tells that these have the workplace open; whoever is told forgets it after a while. */
export type MarkPresent = (accountId: string, operatorIds: string[]) => Promise<void>

export interface Presence {
  add(subscriber: Subscriber): void
  remove(subscriber: Subscriber): void
  viewing(subscriber: Subscriber, conversationId: string | null): void
  stop(): void
}

/** Who has the workplace open and what is on their screen. Hints: losing one costs nothing. */
export function createPresence(markPresent: MarkPresent, hub: Hub): Presence {
  const open = new Map<string, Set<Subscriber>>()
  let isStopped = false
  /** Accounts that were told a moment ago, and whether there is more to tell by now. */
  const resting = new Map<string, { timer: NodeJS.Timeout; isWanted: boolean }>()
  const elsewhere: Elsewhere = watchElsewhere(hub.bus, (accountId, conversationId) => {
    if (conversationId) tellViewing(accountId, conversationId)
    else tellPresence(accountId)
  })
  const isShared = hub.bus !== silentBus
  /** Who has come while others of the account were being marked. */
  const arrived = new Map<string, Set<string>>()
  const present = (accountId: string) => [...new Set([...(open.get(accountId) ?? [])].map(idOf))]

  function tellPresence(accountId: string): void {
    const rest = resting.get(accountId)
    if (rest) rest.isWanted = true
    if (rest || isStopped) return
    const readers = open.get(accountId)?.size ?? 0
    const operatorIds = [...new Set([...present(accountId), ...elsewhere.present(accountId)])]
    hub.tellHere(accountId, { kind: 'presence', operatorIds })
    const bytes = operatorIds.length * readers * BYTES_OF_EACH
    const restMs = Math.max(TELL_EVERY_MS, bytes / MOST_BYTES_PER_MS)
    const timer = setTimeout(() => afterRest(accountId), restMs)
    resting.set(accountId, { timer, isWanted: false })
  }

  function afterRest(accountId: string): void {
    const isWanted = resting.get(accountId)?.isWanted
    resting.delete(accountId)
    if (isWanted) tellPresence(accountId)
  }

  function tellViewing(accountId: string, conversationId: string | null, isOurs = false): void {
    if (!conversationId) return
    const say = (concerns: readonly string[]): Hint => {
      const viewers = [...(open.get(accountId) ?? [])].filter(
        (each) => each.viewing === conversationId && isNoticed(each, concerns),
      )
      const here = [...new Set(viewers.map(idOf))]
      if (isOurs) elsewhere.tellViewing(accountId, conversationId, here)
      const there = elsewhere.viewing(conversationId)
      return { kind: 'viewing', conversationId, operatorIds: [...new Set([...here, ...there])] }
    }
    // A hint that cannot be given is lost.
    void hub.tellHereOf(accountId, conversationId, say).catch(() => {})
  }

  /** One at once; after a deploy thousands come together, and are marked together. */
  async function markArrived(accountId: string, operatorId: string): Promise<void> {
    const others = arrived.get(accountId)
    if (others) return void others.add(operatorId)
    let some = [operatorId]
    while (some.length > 0 && !isStopped) {
      const meanwhile = new Set<string>()
      arrived.set(accountId, meanwhile)
      await markPresent(accountId, some).catch(() => {})
      some = [...meanwhile]
    }
    arrived.delete(accountId)
  }

  async function renew(): Promise<void> {
    for (const [accountId, subscribers] of open) {
      if (subscribers.size === 0) continue
      elsewhere.tellPresent(accountId, present(accountId))
      if (isShared) {
        const viewed = new Set([...subscribers].map((each) => each.viewing))
        for (const conversationId of viewed) tellViewing(accountId, conversationId, true)
      }
      // One that fails is marked the next time, and must not keep the others from it.
      await markPresent(accountId, present(accountId)).catch(() => {})
    }
  }
  const timer = setInterval(() => void renew(), RENEW_EVERY_MS)

  return {
    add(subscriber) {
      const { accountId, operatorId } = subscriber.caller
      const subscribers = open.get(accountId) ?? new Set()
      open.set(accountId, subscribers.add(subscriber))
      elsewhere.tellPresent(accountId, [operatorId])
      tellPresence(accountId)
      void markArrived(accountId, operatorId)
    },
    remove(subscriber) {
      const { accountId, operatorId } = subscriber.caller
      open.get(accountId)?.delete(subscriber)
      if (isShared && !present(accountId).includes(operatorId))
        elsewhere.tellGone(accountId, operatorId)
      tellPresence(accountId)
      tellViewing(accountId, subscriber.viewing, true)
    },
    viewing(subscriber, conversationId) {
      const before = subscriber.viewing
      subscriber.viewing = conversationId
      tellViewing(subscriber.caller.accountId, before, true)
      tellViewing(subscriber.caller.accountId, conversationId, true)
    },
    stop() {
      isStopped = true
      clearInterval(timer)
      for (const rest of resting.values()) clearTimeout(rest.timer)
      elsewhere.stop()
    },
  }
}

/**
 * Who supervises, or reads what others did, looks without being seen: an operator who feels watched
 * writes otherwise. What they hold themselves they look at as anybody does, and typing is always told.
 */
function isNoticed({ caller }: Subscriber, concerns: readonly string[]): boolean {
  if (caller.role === 'operator') return caller.sees(concerns)
  return concerns.includes(caller.operatorId)
}

const idOf = (subscriber: Subscriber) => subscriber.caller.operatorId
