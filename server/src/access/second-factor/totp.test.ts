import assert from 'node:assert/strict'
import { test } from 'node:test'

import { toBase32 } from './base32.ts'
import { codeAt, findStep, toUri } from './totp.ts'

/** RFC 6238, appendix B, the rows of SHA-1. */
const vectors: [seconds: number, code: string][] = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
]
const secret = Buffer.from('12345678901234567890')

test('makes the codes of RFC 6238', () => {
  for (const [seconds, code] of vectors) {
    assert.equal(codeAt(secret, Math.floor(seconds / 30), 8), code)
  }
})

test('takes a code of this half minute and of its neighbours, and none before the last', () => {
  const step = 37_037_036
  const now = new Date(step * 30_000 + 12_000)
  const taken = (of: number, lastStep = 0) =>
    findStep(secret, codeAt(secret, of), { now, lastStep })
  assert.deepEqual(
    [-2, -1, 0, 1, 2].map((off) => taken(step + off)),
    [undefined, step - 1, step, step + 1, undefined],
  )
  assert.equal(taken(step, step), undefined, 'a code is taken once')
  assert.equal(taken(step - 1, step), undefined, 'and none of before it')
  assert.equal(findStep(secret, '', { now, lastStep: 0 }), undefined)
})

test('writes secrets as RFC 4648 has them', () => {
  const written = ['f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) =>
    toBase32(Buffer.from(text)),
  )
  assert.deepEqual(written, ['MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI'])
  const uri = toUri(secret, { issuer: 'Отклик', email: 'anna@verba.example' })
  const { searchParams, pathname } = new URL(uri)
  assert.equal(searchParams.get('secret'), 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  assert.equal(decodeURIComponent(pathname), '/Отклик:anna@verba.example')
})
