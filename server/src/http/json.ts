import { isTooDeep } from './json-limits.ts'
import { Refusal } from './refusal.ts'

/**
 * JSON from outside as plain values. Refuses deep nesting before parsing. `__proto__` cannot pollute:
 * JSON.parse makes it an own key, and strict schemas then refuse it as unknown.
 */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return undefined
  if (isTooDeep(body)) throw new Refusal('unreadable')
  const text = body.toString('utf8')
  try {
    const value: unknown = JSON.parse(text)
    return text.includes('\\u0000') ? withoutNul(value) : value
  } catch {
    throw new Refusal('unreadable')
  }
}

/** PostgreSQL has no NUL in text: it becomes U+FFFD, as a browser would show it. */
export function withoutNul<Value>(value: Value): Value
export function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\u0000', '\uFFFD')
  if (Array.isArray(value)) return value.map((each) => withoutNul(each))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  return Object.fromEntries(entries.map(([key, each]) => [withoutNul(key), withoutNul(each)]))
}
