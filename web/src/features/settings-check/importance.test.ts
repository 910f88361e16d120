import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Warning } from '@otklik/protocol/settings'

import { mostImportant } from './importance.ts'

const warning = (code: Warning['code']): Warning => ({
  code,
  place: { kind: 'channel', id: 'one', tab: 'working' },
  facts: {},
})

test('[COM-01] where there is room for one, a lost customer comes before an empty chair', () => {
  const away = warning('nobody-on-line')
  const silent = warning('off-hours-gap')
  const gone = warning('receiver-disabled')
  assert.equal(mostImportant([away, silent, gone]), gone)
  assert.equal(mostImportant([away, silent]), silent)
  assert.equal(mostImportant([]), undefined)
})
