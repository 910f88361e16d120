import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createLoop } from './loop.ts'

const aTurn = () => new Promise(setImmediate)

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await aTurn()
}

test('a loop that gathers looks at once, then once at all that came meanwhile', async () => {
  let rounds = 0
  const round = async () => ++rounds < 0
  const loop = createLoop('gathering', round, {
    everyMs: 3_600_000,
    gatherMs: 100,
    onProblem: assert.fail,
  })
  await until(() => rounds === 1)
  const wokenAt = performance.now()
  while (performance.now() - wokenAt < 20) {
    loop.wake()
    await aTurn()
  }
  assert.ok(rounds <= 2, `${rounds} rounds`)
  await until(() => rounds >= 2)
  await loop.stop()
})

test('a loop ends without waiting for what might gather', async () => {
  let rounds = 0
  const round = async () => ++rounds < 0
  const options = { everyMs: 3_600_000, gatherMs: 3_600_000, onProblem: assert.fail }
  const loop = createLoop('ending', round, options)
  await until(() => rounds === 1)
  await loop.stop()
})
