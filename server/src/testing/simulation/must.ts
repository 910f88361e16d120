import assert from 'node:assert/strict'

/** As those of node:assert, which prepare for failing in each of millions of calls. */
export function ok(isTrue: unknown, says: string): asserts isTrue {
  if (!isTrue) assert.fail(says)
}

export function equal(actual: unknown, expected: unknown, says?: string): void {
  if (!Object.is(actual, expected)) assert.equal(actual, expected, says)
}
