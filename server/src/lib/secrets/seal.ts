import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

import { sameSecret } from '../same-secret.ts'
import { deriveKey, type KeyRing, type MasterKey } from './key-ring.ts'

/** Where a secret belongs. Moved to another place, it does not open. */
export interface Place {
  accountId: string
  channelId: string
  field: string
  rowId: string
  /** What the key is derived for; secrets of different purposes share none. */
  purpose?: string
}

/** It was not sealed with our keys, not for this place, or was changed. */
export class CannotOpenError extends Error {
  override readonly name = 'CannotOpenError'

  constructor(place: Place) {
    super(`The secret "${place.field}" of channel ${place.channelId} does not open.`)
  }
}

export interface SecretBox {
  /** `v1.kid.nonce.ciphertext.tag` */
  seal(secret: string, place: Place): string
  open(sealed: string, place: Place): string
  /** Sealed with a key that is being replaced: seal it again when it is next written. */
  isOld(sealed: string): boolean
  /** Proves later that a text is ours, whoever carried it: `kid.signature`. */
  sign(text: string, purpose: string, accountId: string): string
  isSigned(text: string, signature: string, purpose: string, accountId: string): boolean
}

const cipher = 'aes-256-gcm'

export function createSecretBox(keys: KeyRing): SecretBox {
  return {
    seal(secret, place) {
      const nonce = randomBytes(12)
      const key = deriveKey(keys.current, place.purpose ?? 'channel', place.accountId)
      const sealing = createCipheriv(cipher, key, nonce).setAAD(bindingOf(place))
      const ciphertext = Buffer.concat([sealing.update(secret, 'utf8'), sealing.final()])
      const parts = [nonce, ciphertext, sealing.getAuthTag()]
      return ['v1', keys.current.id, ...parts.map((part) => part.toString('base64url'))].join('.')
    },
    open(sealed, place) {
      const [version, keyId = '', ...encoded] = sealed.split('.')
      const key = keys.find(keyId)
      const [nonce, ciphertext, tag] = encoded.map((part) => Buffer.from(part, 'base64url'))
      const isWhole = version === 'v1' && nonce?.length === 12 && tag?.length === 16
      if (!key || !isWhole || !ciphertext || encoded.length !== 3) throw new CannotOpenError(place)
      const derived = deriveKey(key, place.purpose ?? 'channel', place.accountId)
      const opening = createDecipheriv(cipher, derived, nonce, { authTagLength: 16 })
      opening.setAAD(bindingOf(place)).setAuthTag(tag)
      try {
        return Buffer.concat([opening.update(ciphertext), opening.final()]).toString('utf8')
      } catch {
        throw new CannotOpenError(place)
      }
    },
    isOld: (sealed) => sealed.split('.')[1] !== keys.current.id,
    sign: (text, purpose, accountId) =>
      `${keys.current.id}.${signatureOf(keys.current, text, purpose, accountId)}`,
    isSigned(text, signature, purpose, accountId) {
      const [keyId = '', given] = signature.split('.')
      const key = keys.find(keyId)
      return key !== undefined && sameSecret(signatureOf(key, text, purpose, accountId), given)
    },
  }
}

function signatureOf(key: MasterKey, text: string, purpose: string, accountId: string): string {
  const derived = deriveKey(key, purpose, accountId)
  return createHmac('sha256', derived).update(text, 'utf8').digest('base64url')
}

/** Parts never contain the bar between them, so that no two places read alike. */
function bindingOf({ accountId, channelId, field, rowId }: Place): Buffer {
  const parts = [accountId, channelId, field, rowId]
  if (parts.some((part) => part.includes('|'))) throw new Error('A place must not contain a bar.')
  return Buffer.from(parts.join('|'), 'utf8')
}

/** What the API shows instead: enough to recognize it by, too little to guess it. */
export function maskSecret(secret: string): string {
  return secret.length < 16 ? '••••' : `${secret.slice(0, 4)}…${secret.slice(-4)}`
}
