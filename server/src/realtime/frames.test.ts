import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { WebSocket, WebSocketServer } from 'ws'

import { frameOf, Telling } from './frames.ts'

test('a frame brings a text of any length as it is', async () => {
  const lengths = [0, 1, 62, 63, 125, 126, 32_767, 32_768, 65_535, 65_536, 200_000]
  const texts = lengths.map((length) => 'ы'.repeat(length))
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  server.on('connection', (_socket, { socket }) => {
    for (const text of texts) socket.write(frameOf(text))
  })
  await once(server, 'listening')
  const heard: string[] = []
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  client.on('message', (data) => {
    if (heard.push(String(data)) === texts.length) client.close()
  })
  await once(client, 'close')
  server.close()
  assert.deepEqual(heard, texts)
})

test('those who are told the same share a frame, and others have their own', () => {
  const nothing = new Telling()
  const one = nothing.and('{"number":1}')
  assert.equal(one.frame(1, 3), nothing.and('{"number":1}').frame(1, 3))
  assert.notEqual(one.frame(1, 3), one.frame(2, 3))
  const texts = [nothing, one, one.and('{"number":2}')].map((each) => each.frame(1, 3).subarray(2))
  assert.deepEqual(texts.map(String), [
    '{"type":"events","from":1,"to":3,"events":[]}',
    '{"type":"events","from":1,"to":3,"events":[{"number":1}]}',
    '{"type":"events","from":1,"to":3,"events":[{"number":1},{"number":2}]}',
  ])
})
