import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createBus, type Wire } from '../lib/bus.ts'
import { createStreams } from './index.ts'

/** What one of them sends, all of them hear. */
function wires(count: number): Wire[] {
  const listeners: ((text: string) => void)[] = []
  return Array.from({ length: count }, () => ({
    mostBytes: 8000,
    send: async (text) => {
      for (const listener of listeners) listener(text)
    },
    receive: (listener) => void listeners.push(listener),
    close: async () => {},
  }))
}

test('knows a visitor whose panel is open in another process', async () => {
  const [one, other] = wires(2).map((wire) => createStreams(createBus(wire)))
  const place = { accountId: 'verba', channelId: 'site', visitor: 'marina' }
  const close = one!.open({ ...place, look() {}, tell() {}, end() {} })
  assert.equal(await other!.isOpen('site', 'marina'), true)
  assert.equal(await one!.isOpen('site', 'marina'), true)
  assert.equal(await other!.isOpen('site', 'oleg'), false)
  close()
  assert.equal(await other!.isOpen('site', 'marina'), false)
})
