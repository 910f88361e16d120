import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'

import type { Polled } from '../channels/contract.ts'
import { ChannelError } from '../channels/index.ts'
import { createHints } from '../lib/hints.ts'
import { alone } from '../processes/index.ts'
import { until } from '../testing/index.ts'
import { pollChannels } from './poll-channels.ts'

let stop = async () => {}
afterEach(() => stop())

const nothing: Polled = { updates: [], cursor: undefined }

/** One channel that is polled, and a database that knows no other. */
function startPolling(poll: () => Promise<Polled>, readCursor = async () => ({ rows: [{}] })) {
  const hints = createHints()
  const seen = { broken: 0 }
  const polling = pollChannels({
    hints,
    duties: alone,
    channels: {
      get: async () => ({ accountId: 'a', id: 'c', version: 1, connection: { poll } }),
      forget: () => {},
    } as never,
    database: {
      query: async (text: string) => {
        if (text.startsWith('select account_id')) {
          return { rows: [{ account_id: 'a', id: 'c', version: 1 }] }
        }
        return text.startsWith('select poll_cursor') ? readCursor() : { rows: [] }
      },
      transaction: async () => void seen.broken++,
    } as never,
    onProblem: () => {},
  })
  stop = polling.stop
  return { seen, lookAgain: () => hints.send('channels', 'a') }
}

/** Long polling that finds nothing. */
const rest = () => new Promise<Polled>((resolve) => setTimeout(() => resolve(nothing), 20))

test('a poller that ended by itself is begun again', async () => {
  let reads = 0
  let polls = 0
  const polling = startPolling(
    () => {
      polls++
      return rest()
    },
    async () => {
      reads++
      if (reads === 1) throw new Error('the database restarts')
      return { rows: [{}] }
    },
  )
  await until(() => reads === 1, 'the first reading')
  await new Promise((resolve) => setTimeout(resolve, 20))
  polling.lookAgain()
  await until(() => polls > 0, 'a poll', 2000)
})

const refusal = (code: string) => new ChannelError('misconfigured', 'no', { executed: 'no', code })

/** Lets promises settle between two ticks of a clock that stands. */
async function pass(seconds: number, tick: (ms: number) => void): Promise<void> {
  for (let second = 0; second < seconds; second++) {
    tick(1000)
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
}

test('a conflict of two pollers may pass within a minute, and then the channel is broken', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] })
  let polls = 0
  const polling = startPolling(async () => {
    polls++
    throw refusal('409')
  })
  await pass(30, (ms) => t.mock.timers.tick(ms))
  assert.ok(polls > 1)
  assert.equal(polling.seen.broken, 0)
  await pass(45, (ms) => t.mock.timers.tick(ms))
  assert.ok(polling.seen.broken > 0)
})

test('credentials that are refused break the channel at once', async () => {
  const polling = startPolling(async () => {
    throw refusal('401')
  })
  await until(() => polling.seen.broken > 0, 'a broken channel', 500)
})
