import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits for a cookie or a link. */
export function createToken(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * What is kept of a token; undefined for anything that cannot be one. A fast hash is enough: nobody
 * guesses 256 bits, and a copy of the database opens nothing.
 */
export function hashToken(token: unknown): Buffer | undefined {
  if (typeof token !== 'string' || !/^[\w-]{43}$/.test(token)) return undefined
  return createHash('sha256').update(token).digest()
}
