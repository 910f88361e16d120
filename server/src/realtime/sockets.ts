import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { clientFrame } from '@otklik/protocol'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'

import { type App, type Caller, type FindCaller, type HeldSession, Refusal } from '../http/index.ts'
import { createLoop } from '../lib/loop.ts'
import type { Hub } from './hub.ts'
import { createPresence, type MarkPresent } from './presence.ts'
import { Subscriber } from './subscriber.ts'

interface Options {
  hub: Hub
  markPresent: MarkPresent
  findCaller: FindCaller
  /** Those of the held that are to be asked for anew. */
  listChanged<Session extends HeldSession>(held: readonly Session[]): Promise<Session[]>
  isFromOurPage(request: IncomingMessage): boolean
  /** An operator is typing to a customer who may be shown so. */
  onTyping(caller: Caller, conversationId: string): void
  onProblem(problem: string, facts: object): void
}

export const FEED_PATH = '/api/v1/feed'
const LARGEST_FRAME_BYTES = 64 * 1024
const MOST_FRAMES_PER_SECOND = 20
/** A session that ends, ends here too (and everywhere, within as long again). */
const RECHECK_EVERY_MS = 2500
const RECHECKED_AT_ONCE = 500

/** The socket: frames out, a few hints in. What a browser may not say is ignored. */
export function serveSockets(app: App, options: Options): { recheck(): void; stop(): void } {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_FRAME_BYTES,
    perMessageDeflate: false,
  })
  const presence = createPresence(options.markPresent, options.hub)
  const subscribers = new Set<Subscriber>()

  app.route({
    method: 'GET',
    url: FEED_PATH,
    config: { access: 'signed-in' },
    schema: {
      summary: 'The socket: what happens from a number on',
      querystring: z.object({ since: z.string().optional(), view: z.string().optional() }),
    },
    // A plain request is not an upgrade; the handshake itself never comes here.
    handler: async () => {
      throw new Refusal('unsupported-type')
    },
  })
  app.server.on('upgrade', (request, socket, head) => {
    accept(request, socket, head).catch(() => socket.destroy())
  })

  async function accept(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', destroy)
    const url = URL.parse(request.url ?? '', 'http://localhost')
    if (url?.pathname !== FEED_PATH) return refuse(socket, 404)
    if (!options.isFromOurPage(request)) return refuse(socket, 403)
    const since = Number(url.searchParams.get('since') ?? 'nothing')
    if (!Number.isSafeInteger(since) || since < 0) return refuse(socket, 422)
    const { cookie } = request.headers
    const caller = await options.findCaller(cookie).catch(() => undefined)
    if (!caller) return refuse(socket, 401)
    const viewId = url.searchParams.get('view')
    server.handleUpgrade(request, socket, head, (webSocket) => {
      const subscriber = new Subscriber({ socket: webSocket, stream: socket, caller, cookie })
      // What they hold was cut out for somebody who saw more, or less.
      if (viewId !== null && viewId !== caller.viewId) subscriber.resync('access-changed')
      else attach(webSocket, subscriber, since)
    })
  }

  function attach(socket: WebSocket, subscriber: Subscriber, since: number): void {
    subscribers.add(subscriber)
    presence.add(subscriber)
    const mayPass = createFrameLimit()
    socket.on('message', (data, isBinary) => {
      if (!isBinary && mayPass()) hear(subscriber, String(data))
    })
    socket.on('error', terminate)
    socket.on('close', () => {
      subscribers.delete(subscriber)
      options.hub.leave(subscriber)
      presence.remove(subscriber)
    })
    options.hub.join(subscriber, since).catch(() => socket.close(1011))
  }

  function hear(subscriber: Subscriber, text: string): void {
    const frame = clientFrame.safeParse(parse(text))
    if (!frame.success) return
    const { data } = frame
    const { caller } = subscriber
    if (data.type === 'ping') {
      const answer = () => subscriber.send({ type: 'pong', serverTime: new Date().toISOString() })
      void options.hub.cover(subscriber).then(answer, answer)
    } else if (data.type === 'viewing') {
      presence.viewing(subscriber, data.conversationId)
    } else {
      const { operatorId } = caller
      const { conversationId } = data
      const say = (concerns: readonly string[]) =>
        caller.sees(concerns)
          ? ({ kind: 'operator-typing', conversationId, operatorId } as const)
          : undefined
      void options.hub.tellOf(caller.accountId, conversationId, say, subscriber).catch(() => {})
      if (caller.can('conversations.reply') && !caller.isSuspended)
        options.onTyping(caller, conversationId)
    }
  }

  async function recheckOne(subscriber: Subscriber): Promise<void> {
    const caller = await options.findCaller(subscriber.cookie)
    const { accountId, viewId } = subscriber.caller
    if (!caller) subscriber.resync('signed-out')
    else if (caller.accountId !== accountId || caller.viewId !== viewId) {
      subscriber.resync('access-changed')
    }
  }

  // A database that is away ends no session: the next round tells.
  const rechecks = createLoop(
    'looking at sessions',
    async () => {
      const all = [...subscribers]
      for (let from = 0; from < all.length; from += RECHECKED_AT_ONCE) {
        const changed = await options.listChanged(all.slice(from, from + RECHECKED_AT_ONCE))
        await Promise.all(changed.map(recheckOne))
      }
      return false
    },
    { everyMs: RECHECK_EVERY_MS, onProblem: options.onProblem },
  )

  return {
    recheck: rechecks.wake,
    stop() {
      void rechecks.stop()
      presence.stop()
      for (const socket of server.clients) socket.close(1012, 'restart')
      server.close()
    },
  }
}

/** Of all connections: one made for each would hold on to all that its own was opened with. */
function destroy(this: Duplex): void {
  this.destroy()
}

function terminate(this: WebSocket): void {
  this.terminate()
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function createFrameLimit(): () => boolean {
  let windowStart = 0
  let count = 0
  return () => {
    const now = performance.now()
    if (now - windowStart > 1000) {
      windowStart = now
      count = 0
    }
    return ++count <= MOST_FRAMES_PER_SECOND
  }
}
