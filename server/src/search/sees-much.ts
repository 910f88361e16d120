import type { Reader } from '../contacts/index.ts'

const FOR_MS = 60_000
const MOST = 1000

/** When it was seen that they see more than a few. */
const seen = new Map<string, number>()
const nameOf = ({ accountId, scope, seesOf }: Reader) => [accountId, scope, ...seesOf].join(' ')

/**
 * Whether somebody saw more than a few conversations a moment ago: that is found out by looking, and
 * searches come letter by letter. It decides which way is quicker, and nothing else.
 */
export function isKnownToSeeMuch(reader: Reader): boolean {
  const at = seen.get(nameOf(reader))
  return at !== undefined && performance.now() - at < FOR_MS
}

export function rememberSeeingMuch(reader: Reader): void {
  const name = nameOf(reader)
  seen.delete(name)
  seen.set(name, performance.now())
  const oldest = seen.size > MOST ? seen.keys().next().value : undefined
  if (oldest !== undefined) seen.delete(oldest)
}
