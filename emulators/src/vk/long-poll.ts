import type { Shelf } from '../shelf.ts'
import type { Event, EventDesk } from './event.ts'
import type { Ground } from './ground.ts'
import type { Community } from './model.ts'
import { hex } from './world.ts'

const KEEP = 1000
const MAX_WAIT_SECONDS = 90
const DEFAULT_WAIT_SECONDS = 25

interface Kept {
  ts: number
  event: Event
}

/** The last events of every community that polls, each with its `ts`; all who ask see them all. */
export class LongPoll {
  readonly #vk: Ground
  readonly #events: EventDesk
  readonly #shelf: Shelf
  readonly #kept = new Map<number, Kept[]>()
  readonly #waiting = new Map<number, Set<() => void>>()

  constructor(vk: Ground, events: EventDesk, shelf: Shelf) {
    this.#vk = vk
    this.#events = events
    this.#shelf = shelf
  }

  load(): void {
    for (const [, kept] of this.#shelf.entries('vk-poll')) {
      const { event } = kept as Kept
      this.#listOf(event.communityId).push(kept as Kept)
    }
    for (const list of this.#kept.values()) list.sort((a, b) => a.ts - b.ts)
  }

  clear(): void {
    this.#kept.clear()
  }

  stop(): void {
    for (const waiting of this.#waiting.values()) for (const wake of waiting) wake()
  }

  add(community: Community, event: Event): void {
    const ts = ++community.longPoll.ts
    this.#vk.world.saveCommunity(community)
    const list = this.#listOf(community.id)
    list.push({ ts, event })
    this.#shelf.put('vk-poll', `${community.id}:${ts}`, { ts, event })
    if (list.length > KEEP) this.#shelf.drop('vk-poll', `${community.id}:${list.shift()!.ts}`)
    for (const wake of this.#waiting.get(community.id) ?? []) wake()
  }

  /** Everything kept so far is gone, as after the platform's own trouble: `failed: 1` for all. */
  forget(community: Community): void {
    for (const { ts } of this.#listOf(community.id).splice(0))
      this.#shelf.drop('vk-poll', `${community.id}:${ts}`)
  }

  /** The key expires: `failed: 2`; with `isHistoryLost` the count starts anew too: `failed: 3`. */
  renewKey(community: Community): void {
    community.longPoll.key = hex(20)
    this.#vk.world.saveCommunity(community)
  }

  async check(community: Community, query: Record<string, string>): Promise<string> {
    const { longPoll } = community
    if (query.key !== longPoll.key) return JSON.stringify({ failed: 2 })
    const ts = Number(query.ts)
    if (!Number.isInteger(ts) || ts > longPoll.ts) return JSON.stringify({ failed: 3 })
    const first = this.#listOf(community.id)[0]?.ts ?? longPoll.ts + 1
    if (ts + 1 < first) return JSON.stringify({ failed: 1, ts: longPoll.ts })
    if (ts === longPoll.ts) await this.#wait(community, readWait(query.wait))
    return this.#answer(community, ts)
  }

  #answer(community: Community, since: number): string {
    const fresh = this.#listOf(community.id).filter(({ ts }) => ts > since)
    const { apiVersion, ts } = community.longPoll
    for (const { event } of fresh) {
      const delivery = this.#events.find(event)
      delivery.acknowledgedAt ??= this.#vk.clock.now()
      delivery.attempts.push({ at: this.#vk.clock.now(), serverId: 0, outcome: 200 })
      this.#writeLine(event)
    }
    const updates = fresh.map(({ event }) => this.#events.write(event, { apiVersion }))
    return `{"ts":"${fresh.at(-1)?.ts ?? ts}","updates":[${updates.join(',')}]}`
  }

  #writeLine(event: Event): void {
    this.#vk.journal.write({
      at: this.#vk.clock.now(),
      platform: 'vk',
      direction: '←',
      level: 'plain',
      text: `${event.type} через Long Poll`,
      company: String(event.communityId),
      ...(event.peerId !== undefined && { person: String(event.peerId) }),
    })
  }

  #wait(community: Community, seconds: number): Promise<void> {
    const waiting = this.#waiting.get(community.id) ?? new Set()
    this.#waiting.set(community.id, waiting)
    return new Promise((resolve) => {
      const wake = () => {
        cancel()
        waiting.delete(wake)
        resolve()
      }
      const cancel = this.#vk.clock.after(seconds * 1000, wake)
      waiting.add(wake)
    })
  }

  #listOf(communityId: number): Kept[] {
    const list = this.#kept.get(communityId) ?? []
    this.#kept.set(communityId, list)
    return list
  }
}

function readWait(text: string | undefined): number {
  const seconds = Number(text ?? DEFAULT_WAIT_SECONDS)
  if (!Number.isFinite(seconds) || seconds < 0) return DEFAULT_WAIT_SECONDS
  return Math.min(MAX_WAIT_SECONDS, seconds)
}
