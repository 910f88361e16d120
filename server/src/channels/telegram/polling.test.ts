import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Connection } from '../contract.ts'
import { testEnvironment } from '../suite/environment.ts'
import { telegram } from './index.ts'

test('asks from no number once all is confirmed: numbers may begin anew below it', async () => {
  const waiting = [[900, 901], [], [17], []]
  const asked: (number | undefined)[] = []
  const environment = testEnvironment('http://127.0.0.1:9', {
    fetch: async (_, init) => {
      asked.push(JSON.parse(String(init?.body)).offset)
      const result = (waiting.shift() ?? []).map((update_id) => ({ update_id }))
      return Response.json({ ok: true, result })
    },
  })
  const token = '7100000001:AAF0123456789_abcdefghijklmnopqrstu'
  const connection = telegram.connect({ token }, environment) as Required<Connection>
  let cursor: string | undefined
  for (const _ of Array.from({ length: 4 })) {
    ;({ cursor } = await connection.poll(cursor, AbortSignal.timeout(1000)))
  }
  assert.deepEqual(asked, [undefined, 902, undefined, 18])
})
