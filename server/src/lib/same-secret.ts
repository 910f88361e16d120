import { createHash, timingSafeEqual } from 'node:crypto'

/** Compares secrets in constant time. Whatever is missing or empty is never the same. */
export function sameSecret(expected: string | undefined, given: string | undefined): boolean {
  if (!expected || !given) return false
  return timingSafeEqual(digest(expected), digest(given))
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
