import assert from 'node:assert/strict'
import { test } from 'node:test'

import { maskedPhone } from './masked-phone.ts'

test('hides the middle of a phone', () => {
  assert.equal(maskedPhone('+79211234514'), '+7 921 •••-••-14')
})

test('leaves a short number as it is', () => {
  assert.equal(maskedPhone('1121'), '1121')
})
