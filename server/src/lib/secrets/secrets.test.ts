import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'

import {
  CannotOpenError,
  createKeyCheck,
  createKeyRing,
  createSecretBox,
  isKeyCheckOld,
  maskSecret,
  openKeyRing,
  SecretKeyError,
} from './index.ts'

const first = 'a first key of more than 32 characters'
const second = 'a second key of more than 32 characters'
const place = { accountId: 'a1', channelId: 'c1', field: 'token', rowId: 'c1' }

describe('a sealed secret', () => {
  const box = createSecretBox(createKeyRing(first))

  test('opens in its place', () => {
    const sealed = box.seal('секрет 🤫', place)
    assert.match(sealed, /^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/)
    assert.equal(box.open(sealed, place), 'секрет 🤫')
    assert.notEqual(box.seal('секрет 🤫', place), sealed)
  })

  test('[H-48] does not open in any other place', () => {
    const sealed = box.seal('secret', place)
    for (const part of ['accountId', 'channelId', 'field', 'rowId', 'purpose']) {
      assert.throws(() => box.open(sealed, { ...place, [part]: 'other' }), CannotOpenError, part)
    }
  })

  test('does not open when a byte was changed', () => {
    const sealed = box.seal('secret', place)
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
      if (Buffer.from(changed, 'base64url').equals(Buffer.from(sealed, 'base64url'))) continue
      // The last character of a part carries bits that decode to nothing.
      let opened: string | undefined
      try {
        opened = box.open(changed, place)
      } catch (error) {
        assert.ok(error instanceof CannotOpenError)
      }
      if (opened !== undefined) assert.equal(opened, 'secret')
    }
    assert.throws(() => box.open('', place), CannotOpenError)
    assert.throws(() => box.open('v1.x.y.z', place), CannotOpenError)
  })

  test('cannot be put where the bar would blur the places', () => {
    assert.throws(() => box.seal('secret', { ...place, field: 'a|b' }))
  })

  test('outlives a change of keys', () => {
    const sealed = box.seal('secret', place)
    const rotated = createSecretBox(createKeyRing(second, [first]))
    assert.equal(rotated.open(sealed, place), 'secret')
    assert.equal(rotated.isOld(sealed), true)
    assert.equal(rotated.isOld(rotated.seal('secret', place)), false)
    const replaced = createSecretBox(createKeyRing(second))
    assert.throws(() => replaced.open(sealed, place), CannotOpenError)
  })

  test('is shown as a mask', () => {
    assert.equal(maskSecret('7214551234:AAexamplewQ3k'), '7214…wQ3k')
    assert.equal(maskSecret('short'), '••••')
  })
})

describe('the secret key', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-key-'))
  after(() => rmSync(dataDir, { recursive: true }))
  const source = { dataDir, previousSecretKeys: [], isEmbedded: true, mayGenerate: false }

  test('is made once, for a fresh embedded database, readable by its owner alone', () => {
    const { current } = openKeyRing({ ...source, mayGenerate: true })
    assert.equal(statSync(join(dataDir, 'secret.key')).mode & 0o777, 0o600)
    assert.equal(openKeyRing({ ...source, mayGenerate: true }).current.id, current.id)
    assert.equal(openKeyRing(source).current.id, current.id)
  })

  test('is never made anew', () => {
    rmSync(join(dataDir, 'secret.key'))
    assert.throws(() => openKeyRing(source), SecretKeyError)
    assert.equal(existsSync(join(dataDir, 'secret.key')), false)
  })

  test('is demanded beside a database of one’s own', () => {
    const given = { ...source, isEmbedded: false, mayGenerate: true }
    assert.throws(() => openKeyRing(given), /SECRET_KEY/)
    assert.ok(openKeyRing({ ...given, secretKey: first }))
    assert.throws(() => openKeyRing({ ...given, secretKey: 'short' }), /too short/)
  })

  test('is recognized by the database it sealed', () => {
    const check = createKeyCheck(createKeyRing(first))
    assert.equal(isKeyCheckOld(createKeyRing(first), check), false)
    assert.equal(isKeyCheckOld(createKeyRing(second, [first]), check), true)
    assert.throws(() => isKeyCheckOld(createKeyRing(second), check), SecretKeyError)
  })
})
