import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Centre } from './centre.ts'
import { createSessions } from './sessions.ts'

export interface Listeners {
  /** What was heard so far is not counted. */
  forget(): void
  /** Resolves when everybody has been told of so many messages. */
  reach(messages: number): Promise<void>
  /** Of each message, from the first who was told of it to the last. */
  lastAfterMs(): number[]
  close(): void
}

const AT_ONCE = 50
const PATIENCE_MS = 60_000
const mark = /⟦(\d+)⟧/g
/** Read in turn by all of them: nothing of it is kept. */
const read = Buffer.alloc(256 * 1024)

interface Heard {
  first: number
  last: number
  /** By how many, each counted once. */
  by: Set<number>
}

/**
 * Workplaces that only notice which messages they are told of. Written by hand because the listeners
 * share two cores with what tells them: a client's library costs more than being told does.
 */
export async function openListeners(centre: Centre, count: number): Promise<Listeners> {
  const sessions = await createSessions(centre, count)
  const { rows } = await centre.database.query('select feed_number from account_counters')
  const { origin } = centre.feed
  const path = `/api/v1/feed?since=${rows[0].feed_number}`
  let heard = new Map<string, Heard>()

  function hear(listener: number, text: string): void {
    const now = performance.now()
    for (const [, message = ''] of text.matchAll(mark)) {
      const known = heard.get(message)
      if (!known) heard.set(message, { first: now, last: now, by: new Set([listener]) })
      else if (!known.by.has(listener)) {
        known.by.add(listener)
        known.last = now
      }
    }
  }

  const sockets: Socket[] = []
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = sessions.slice(from, from + AT_ONCE)
    const opened = some.map(({ cookie }, k) =>
      open({ origin, path, cookie, hear: (text) => hear(from + k, text) }),
    )
    sockets.push(...(await Promise.all(opened)))
  }
  const isToldToAll = ({ by }: Heard) => by.size === count
  return {
    forget() {
      heard = new Map()
    },
    async reach(messages) {
      const until = performance.now() + PATIENCE_MS
      while ([...heard.values()].filter(isToldToAll).length < messages) {
        if (performance.now() > until) throw new Error('not everybody was told')
        await sleep(20)
      }
    },
    lastAfterMs: () => [...heard.values()].map(({ first, last }) => last - first),
    close() {
      for (const socket of sockets) socket.destroy()
    },
  }
}

interface Opening {
  origin: string
  path: string
  cookie: string
  hear(text: string): void
}

function open({ origin, path, cookie, hear }: Opening): Promise<Socket> {
  const { hostname, port, host } = new URL(origin)
  const opened = Promise.withResolvers<Socket>()
  let isOpen = false
  const callback = (length: number): boolean => {
    const text = read.toString('utf8', 0, length)
    if (isOpen) hear(text)
    else if (text.startsWith('HTTP/1.1 101')) {
      isOpen = true
      opened.resolve(socket)
    } else opened.reject(new Error(text))
    return true
  }
  const socket = connect({ host: hostname, port: Number(port), onread: { buffer: read, callback } })
  socket.once('error', opened.reject)
  const lines = [
    `GET ${path} HTTP/1.1`,
    `host: ${host}`,
    'connection: upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    `sec-websocket-key: ${randomBytes(16).toString('base64')}`,
    `origin: ${origin}`,
    `cookie: ${cookie}`,
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  return opened.promise
}
