import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

import type { Connection } from '../database/index.ts'
import type { Wire } from '../lib/bus.ts'

const CHANNEL = 'otklik'
/** PostgreSQL carries less than 8,000. */
const MOST_BYTES = 7900
const RETRY_MS = 250
const LOOK_EVERY_MS = 5000
const PATIENCE_MS = 5000

/** LISTEN and NOTIFY on a connection of their own, made again whenever it is lost. */
export async function createNotifyWire(connection: Connection): Promise<Wire> {
  const listeners: ((text: string) => void)[] = []
  let client: pg.Client | undefined
  let isClosed = false

  async function connect(): Promise<void> {
    const made = new pg.Client({ ...connection, keepAlive: true, query_timeout: PATIENCE_MS })
    made.on('error', () => {})
    made.on('notification', ({ payload = '' }) => {
      for (const listener of listeners) listener(payload)
    })
    try {
      await made.connect()
      await made.query(`listen ${CHANNEL}`)
    } catch (error) {
      await made.end().catch(() => {})
      throw error
    }
    made.on('end', () => {
      client = undefined
      void reconnect()
    })
    client = made
  }

  async function reconnect(): Promise<void> {
    while (!isClosed) {
      const isThere = await connect().then(
        () => true,
        () => false,
      )
      if (isThere) return
      await sleep(RETRY_MS, undefined, { ref: false })
    }
  }

  // A connection may be gone without a word, as when the machine behind it is.
  const timer = setInterval(() => {
    const looked = client
    looked?.query('select').catch(() => looked.end().catch(() => {}))
  }, LOOK_EVERY_MS)
  timer.unref()

  await connect()
  return {
    mostBytes: MOST_BYTES,
    async send(text) {
      await client?.query('select pg_notify($1, $2)', [CHANNEL, text])
    },
    receive: (listener) => void listeners.push(listener),
    async close() {
      isClosed = true
      clearInterval(timer)
      await client?.end().catch(() => {})
    },
  }
}
