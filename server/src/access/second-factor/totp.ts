import { createHmac, randomBytes } from 'node:crypto'

import { sameSecret } from '../../lib/same-secret.ts'
import { toBase32 } from './base32.ts'

const STEP_MS = 30_000
const DIGITS = 6

/** 160 bits, as RFC 4226 advises for SHA-1. */
export const createSecret = (): Buffer => randomBytes(20)

/** The code of one half minute: RFC 6238 over RFC 4226. */
export function codeAt(secret: Buffer, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = digest[digest.length - 1]! & 0xf
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/**
 * The half minute a code is of: this one, or a neighbour for clocks that are a little off; undefined
 * for a code of no such one, or of one that is not after `lastStep`.
 */
export function findStep(
  secret: Buffer,
  code: string,
  { now, lastStep }: { now: Date; lastStep: number },
): number | undefined {
  const current = Math.floor(now.getTime() / STEP_MS)
  const steps = [current, current - 1, current + 1].filter((step) => step > lastStep)
  return steps.find((step) => sameSecret(codeAt(secret, step), code))
}

/** What a QR code says to an authenticator application. */
export function toUri(
  secret: Buffer,
  { issuer, email }: { issuer: string; email: string },
): string {
  const [by, whose] = [issuer, email].map(encodeURIComponent)
  return `otpauth://totp/${by}:${whose}?secret=${toBase32(secret)}&issuer=${by}`
}
