import type { SiteFrame } from '@otklik/protocol/settings'

import { type Bus, silentBus } from '../lib/bus.ts'

/** One open panel. */
export interface Listener {
  accountId: string
  channelId: string
  visitor: string
  /** Something was said or changed: look, and tell what there is. */
  look(): void
  tell(frame: SiteFrame): void
  end(): void
}

type Place = Pick<Listener, 'accountId' | 'channelId' | 'visitor'>

/** Who has a panel open, in which tab whatever, as far as this process knows: it serves them. */
export interface Streams {
  open(listener: Listener): () => void
  /** In whichever process; what the others do not answer in time is taken for no. */
  isOpen(channelId: string, visitor: string): Promise<boolean>
  /** In whichever process the panel is open. */
  tell(channelId: string, visitor: string, frame: SiteFrame): void
  accounts(): string[]
  /** Whoever is at these places looks. */
  look(places: readonly Place[]): void
  /** Everybody of the account looks: what they missed is not known. */
  lookAll(accountId: string): void
  endAll(): void
}

const ANSWER_MS = 500
/** Tabs of one visitor. Each holds a connection of ours; of more than these the oldest ends. */
const MOST_OPEN = 20

const keyOf = (channelId: string, visitor: string) => `${channelId}|${visitor}`

export function createStreams(bus: Bus = silentBus): Streams {
  const open = new Map<string, Set<Listener>>()
  const accounts = new Map<string, number>()
  const count = (accountId: string, by: 1 | -1) => {
    const now = (accounts.get(accountId) ?? 0) + by
    if (now > 0) accounts.set(accountId, now)
    else accounts.delete(accountId)
  }
  const at = (channelId: string, visitor: string) => open.get(keyOf(channelId, visitor)) ?? []
  const tellHere = (channelId: string, visitor: string, frame: SiteFrame) => {
    for (const listener of at(channelId, visitor)) listener.tell(frame)
  }
  bus.subscribe('panel', (word) => tellHere(...(word as [string, string, SiteFrame])))
  const asked = new Map<string, Set<(isOpen: boolean) => void>>()
  bus.subscribe('panel-asked', (word) => {
    if (open.has(word as string)) bus.publish('panel-open', word)
  })
  bus.subscribe('panel-open', (word) => {
    for (const answer of asked.get(word as string) ?? []) answer(true)
  })

  async function askOthers(key: string): Promise<boolean> {
    let answer = (_: boolean) => {}
    const answered = new Promise<boolean>((resolve) => (answer = resolve))
    const askers = asked.get(key) ?? new Set()
    asked.set(key, askers.add(answer))
    const timer = setTimeout(answer, ANSWER_MS, false)
    bus.publish('panel-asked', key)
    const isOpen = await answered
    clearTimeout(timer)
    askers.delete(answer)
    if (askers.size === 0 && asked.get(key) === askers) asked.delete(key)
    return isOpen
  }

  return {
    open(listener) {
      const key = keyOf(listener.channelId, listener.visitor)
      const listeners = open.get(key) ?? new Set()
      open.set(key, listeners.add(listener))
      count(listener.accountId, 1)
      const [oldest] = listeners
      if (listeners.size > MOST_OPEN) oldest?.end()
      return () => {
        if (!listeners.delete(listener)) return
        count(listener.accountId, -1)
        if (listeners.size === 0) open.delete(key)
      }
    },
    async isOpen(channelId, visitor) {
      const key = keyOf(channelId, visitor)
      return open.has(key) || (bus !== silentBus && askOthers(key))
    },
    tell(channelId, visitor, frame) {
      tellHere(channelId, visitor, frame)
      bus.publish('panel', [channelId, visitor, frame])
    },
    accounts: () => [...accounts.keys()],
    look(places) {
      for (const { channelId, visitor } of places) {
        for (const listener of at(channelId, visitor)) listener.look()
      }
    },
    lookAll(accountId) {
      for (const listeners of open.values()) {
        for (const listener of listeners) if (listener.accountId === accountId) listener.look()
      }
    },
    endAll() {
      for (const listeners of open.values()) for (const listener of listeners) listener.end()
    },
  }
}
