import { createHash, hkdfSync } from 'node:crypto'

/** The keys of this installation: the first seals, all open. */
export interface KeyRing {
  readonly current: MasterKey
  find(id: string): MasterKey | undefined
}

export interface MasterKey {
  /** Names the key in what it sealed, and tells nothing about it. */
  readonly id: string
  readonly bytes: Buffer
}

const shortestKey = 32

export class SecretKeyError extends Error {
  override readonly name = 'SecretKeyError'
}

export function createKeyRing(current: string, previous: string[] = []): KeyRing {
  const keys = [current, ...previous].map(toKey)
  const byId = new Map(keys.map((key) => [key.id, key]))
  return { current: keys[0]!, find: (id) => byId.get(id) }
}

function toKey(text: string): MasterKey {
  const key = text.trim()
  if (key.length < shortestKey) {
    throw new SecretKeyError(
      `SECRET_KEY is too short: it must have at least ${shortestKey} characters. ` +
        'Make one with: openssl rand -base64 32',
    )
  }
  const bytes = Buffer.from(key, 'utf8')
  const id = createHash('sha256').update('otklik key id').update(bytes).digest('hex').slice(0, 8)
  return { id, bytes }
}

/** A key of its own for every purpose and account: one that leaks opens nothing else. */
export function deriveKey({ bytes }: MasterKey, purpose: string, accountId: string): Buffer {
  const info = `otklik/v1|${purpose}|${accountId}`
  return Buffer.from(hkdfSync('sha256', bytes, Buffer.alloc(0), info, 32))
}
