/**
 * The load, in a process of its own so that measuring does not wait for what it measures: webhooks
 * go out, and an operator's socket hears of them. Takes orders from its parent, one at a time.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'

import { KeptConnection } from './connection.ts'
import type { Order, Result, Setup } from './orders.ts'
import { textUpdate } from './platform.ts'

const CONNECTIONS = 64
/** At full load so many may be under way, stored or not, before the next is written. */
const MOST_UNDER_WAY = 1024
const FIRST_PERSON = 5_100_000_000
/** What is still not pushed after this has not been pushed. */
const DRAIN_MS = 20_000

const setup = await new Promise<Setup>((resolve) => process.once('message', resolve))
const { pathname, port } = new URL(setup.url)
const head = [
  `POST ${pathname} HTTP/1.1`,
  `host: 127.0.0.1:${port}`,
  'content-type: application/json',
  `x-telegram-bot-api-secret-token: ${setup.secret}`,
  '',
].join('\r\n')

const mark = setup.mark ? `${setup.mark}:` : ''
const marks = new RegExp(`⟦${mark}(\\d+)⟧`, 'g')
const { firstUpdate = 1 } = setup
const sentAt: number[] = []
const ackMs: number[] = []
const pushMs: number[] = []
let pushed = 0
let refused = 0

const idle: KeptConnection[] = []
for (let n = 0; n < CONNECTIONS; n++) idle.push(await KeptConnection.open(Number(port)))
const socket = new WebSocket(setup.feedUrl, {
  headers: { cookie: setup.cookie, origin: setup.origin },
})
// The mark stands in the message and again in its conversation: the first one counts.
socket.on('message', (data) => {
  const now = performance.now()
  for (const [, found] of String(data).matchAll(marks)) {
    const n = Number(found)
    if (sentAt[n] === undefined || pushMs[n] !== undefined) continue
    pushMs[n] = now - sentAt[n]
    pushed++
  }
})
await new Promise((resolve) => socket.once('open', resolve))

process.on('message', (order: Order) => void carryOut(order))
process.send?.('ready')

async function carryOut(order: Order): Promise<void> {
  const first = sentAt.length
  const startedAt = performance.now()
  if (order.perSecond) await writeSteadily(first, order.count, order.perSecond)
  else await writeFully(order)
  const count = sentAt.length - first
  const latest = performance.now() + DRAIN_MS
  while (pushed < sentAt.length - refused && performance.now() < latest) await sleep(1)
  process.send?.({
    count,
    tookMs: performance.now() - startedAt,
    lost: sentAt.length - refused - pushed,
    refused,
    ackMs: ackMs.slice(first).filter((ms) => ms !== undefined),
    pushMs: pushMs.slice(first).filter((ms) => ms !== undefined),
  } satisfies Result)
}

/** A message counts from the moment it was due: a generator that lags must not flatter. */
async function writeSteadily(first: number, count: number, perSecond: number): Promise<void> {
  const startsAt = performance.now()
  const acknowledged: Promise<void>[] = []
  for (let n = 0; n < count; n++) {
    const dueAt = startsAt + (n * 1000) / perSecond
    while (performance.now() < dueAt) await sleep(Math.max(0, dueAt - performance.now() - 0.5))
    acknowledged.push(write(first + n, dueAt))
  }
  await Promise.all(acknowledged)
}

async function writeFully({ count, forMs }: Order): Promise<void> {
  const until = performance.now() + (forMs ?? Infinity)
  const last = sentAt.length + count
  const writers = Array.from({ length: CONNECTIONS }, async () => {
    while (performance.now() < until && sentAt.length < last) {
      if (sentAt.length - pushed > MOST_UNDER_WAY) await sleep(1)
      else await write(sentAt.length, performance.now())
    }
  })
  await Promise.all(writers)
}

async function write(n: number, dueAt: number): Promise<void> {
  sentAt[n] = dueAt
  let connection = idle.pop()
  while (!connection) {
    await sleep(1)
    connection = idle.pop()
  }
  if (!connection.isOpen) connection = await KeptConnection.open(Number(port))
  const person = FIRST_PERSON + (n % setup.people)
  const text = `⟦${mark}${n}⟧ Здравствуйте! Подскажите, пожалуйста, когда привезут диван?`
  const status = await connection.post(head, textUpdate(firstUpdate + n, person, text))
  if (status === 200) ackMs[n] = performance.now() - dueAt
  else refused++
  idle.push(connection)
}
