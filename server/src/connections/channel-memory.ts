import type { Environment, Memory } from '../channels/index.ts'
import type { Database } from '../database/index.ts'

/** What a platform's folder keeps with one channel; the same for everybody who has it open. */
export type KeptMemory = Pick<Environment, 'memory' | 'remember'>

export interface DraftMemory extends KeptMemory {
  /** What was remembered since it was made. */
  readonly changes: Memory
}

/** Whose memory it is, and how its values are sealed. */
export interface MemoryPlace {
  accountId: string
  channelId: string
}

export interface MemorySeal {
  sealSecret(accountId: string, channelId: string, field: string, secret: string): string
  openSecret(accountId: string, channelId: string, field: string, sealed: string): string
}

/** Of a stored channel: what another process has remembered is taken over. */
export interface StoredMemory extends KeptMemory {
  renew(sealed: Record<string, string>): void
}

/** A memory is for codes and tokens: one that grows is a mistake, and is refused as one. */
const MOST_CHARACTERS = 32_000

/**
 * Of a channel that is not stored yet, or whose new credentials are being tried: what is remembered
 * is written together with the rest, or lost together with it.
 */
export function createDraftMemory(known: Memory = {}): DraftMemory {
  let values: Memory = { ...known }
  const changes: Record<string, unknown> = {}
  return {
    get memory() {
      return values
    },
    changes,
    async remember(newer) {
      values = changed(values, newer)
      Object.assign(changes, newer)
    },
  }
}

/** Written before it is seen: what a platform calls back about must be durable by then. */
export function openMemory(
  { database, ...seal }: MemorySeal & { database: Database },
  place: MemoryPlace,
  sealed: Record<string, string>,
): StoredMemory {
  let values = openValues(seal, place, sealed)
  let last = JSON.stringify(sealed)
  let isChanging = false
  return {
    get memory() {
      return values
    },
    renew(newer) {
      const text = JSON.stringify(newer)
      // What was read while we remember something ourselves may be older than that.
      if (isChanging || text === last) return
      last = text
      values = openValues(seal, place, newer)
    },
    async remember(changes) {
      // Checked before it is written.
      changed(values, changes)
      const names = Object.keys(changes)
      const kept = Object.fromEntries(names.map((name) => [name, changes[name]]))
      isChanging = true
      const writing = database.query(
        'update channels set memory = memory - $3::text[] || $4 where account_id = $1 and id = $2',
        [place.accountId, place.channelId, names, JSON.stringify(sealMemory(seal, place, kept))],
      )
      await writing.finally(() => {
        isChanging = false
      })
      values = changed(values, changes)
    },
  }
}

/** Everything in it is sealed, so that nothing has to be said about what is secret. */
export function sealMemory(
  { sealSecret }: Pick<MemorySeal, 'sealSecret'>,
  { accountId, channelId }: MemoryPlace,
  memory: Memory,
): Record<string, string> {
  const present = Object.entries(memory).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    present.map(([name, value]) => [
      name,
      sealSecret(accountId, channelId, `memory.${name}`, JSON.stringify(value)),
    ]),
  )
}

function openValues(
  { openSecret }: Pick<MemorySeal, 'openSecret'>,
  { accountId, channelId }: MemoryPlace,
  sealed: Record<string, string>,
): Memory {
  return Object.fromEntries(
    Object.entries(sealed).map(([name, value]) => [
      name,
      JSON.parse(openSecret(accountId, channelId, `memory.${name}`, value)),
    ]),
  )
}

function changed(values: Memory, changes: Record<string, unknown>): Memory {
  const merged = Object.entries({ ...values, ...changes }).filter(
    ([, value]) => value !== undefined,
  )
  const text = JSON.stringify(Object.fromEntries(merged))
  if (text.length > MOST_CHARACTERS) throw new RangeError('a channel remembers too much')
  return JSON.parse(text) as Memory
}
