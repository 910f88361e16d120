import type { Bus } from '../lib/bus.ts'

/** Whose workplace is open in other processes, and what is on their screens there. */
export interface Elsewhere {
  present(accountId: string): string[]
  viewing(conversationId: string): string[]
  tellPresent(accountId: string, operatorIds: string[]): void
  tellGone(accountId: string, operatorId: string): void
  tellViewing(accountId: string, conversationId: string, operatorIds: string[]): void
  stop(): void
}

/** Said again every twenty seconds; of a process that died nothing is known any more after this. */
const FORGET_AFTER_MS = 45_000
const FORGET_EVERY_MS = 5000
/** What one word may carry. */
const MOST_AT_ONCE = 100

type Word =
  | { kind: 'present' | 'gone'; accountId: string; operatorIds: string[] }
  | { kind: 'viewing'; accountId: string; conversationId: string; operatorIds: string[] }

/** By account, then by process and operator: until when it is believed. */
type Present = Map<string, Map<string, number>>
type Viewers = Map<string, Map<string, { accountId: string; operatorIds: string[]; until: number }>>

export function watchElsewhere(
  bus: Bus,
  onChange: (accountId: string, conversationId?: string) => void,
): Elsewhere {
  const present: Present = new Map()
  const viewers: Viewers = new Map()

  function hear(word: Word, from: string): void {
    const { accountId, operatorIds } = word
    const until = performance.now() + FORGET_AFTER_MS
    if (word.kind === 'viewing') {
      const { conversationId } = word
      const known = viewers.get(conversationId) ?? new Map()
      viewers.set(conversationId, known.set(from, { accountId, operatorIds, until }))
      onChange(accountId, conversationId)
      return
    }
    const known = present.get(accountId) ?? new Map<string, number>()
    present.set(accountId, known)
    const before = known.size
    let isLess = false
    for (const operatorId of operatorIds) {
      const key = `${from} ${operatorId}`
      if (word.kind === 'present') known.set(key, until)
      else isLess = known.delete(key) || isLess
    }
    if (isLess || known.size > before) onChange(accountId)
  }

  function forget(): void {
    const now = performance.now()
    for (const [accountId, known] of present) {
      const before = known.size
      for (const [key, until] of known) if (until < now) known.delete(key)
      if (known.size === 0) present.delete(accountId)
      if (known.size < before) onChange(accountId)
    }
    for (const [conversationId, known] of viewers) {
      for (const [from, { accountId, operatorIds, until }] of known) {
        if (until >= now) continue
        known.delete(from)
        if (operatorIds.length > 0) onChange(accountId, conversationId)
      }
      if (known.size === 0) viewers.delete(conversationId)
    }
  }

  const deaf = bus.subscribe('presence', (word, from) => hear(word as Word, from))
  const timer = setInterval(forget, FORGET_EVERY_MS)
  const say = (word: Word) => bus.publish('presence', word)
  return {
    present: (accountId) => [
      ...new Set([...(present.get(accountId)?.keys() ?? [])].map((key) => key.split(' ')[1]!)),
    ],
    viewing: (conversationId) =>
      [...(viewers.get(conversationId)?.values() ?? [])].flatMap(({ operatorIds }) => operatorIds),
    tellPresent(accountId, operatorIds) {
      for (let at = 0; at < operatorIds.length; at += MOST_AT_ONCE) {
        const some = operatorIds.slice(at, at + MOST_AT_ONCE)
        say({ kind: 'present', accountId, operatorIds: some })
      }
    },
    tellGone: (accountId, operatorId) =>
      say({ kind: 'gone', accountId, operatorIds: [operatorId] }),
    tellViewing: (accountId, conversationId, operatorIds) =>
      say({ kind: 'viewing', accountId, conversationId, operatorIds }),
    stop() {
      clearInterval(timer)
      deaf()
    },
  }
}
