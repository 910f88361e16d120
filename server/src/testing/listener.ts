import type { AddressInfo } from 'node:net'
import type { FeedEvent, ServerFrame } from '@otklik/protocol'
import { WebSocket } from 'ws'

import type { Member, TestApp } from './app.ts'

/** An open workplace, reduced to what it hears. */
export interface Listener {
  socket: WebSocket
  frames: ServerFrame[]
  events(): FeedEvent[]
  closed: Promise<number>
}

/** Opens sockets as browsers do; the server listens from now on. */
export async function openListening({ app }: Pick<TestApp, 'app'>) {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = `127.0.0.1:${(app.server.address() as AddressInfo).port}`

  return function listen(
    member: Pick<Member, 'browser'>,
    since: number,
    { headers = {}, viewId }: { headers?: Record<string, string>; viewId?: string } = {},
  ): Listener {
    const view = viewId === undefined ? '' : `&view=${viewId}`
    const socket = new WebSocket(`ws://${address}/api/v1/feed?since=${since}${view}`, {
      headers: { cookie: member.browser.cookie, origin: `http://${address}`, ...headers },
    })
    const frames: ServerFrame[] = []
    socket.on('message', (data) => frames.push(JSON.parse(String(data))))
    socket.on('error', () => {})
    const closed = new Promise<number>((resolve) => socket.on('close', resolve))
    const events = () => frames.flatMap((frame) => (frame.type === 'events' ? frame.events : []))
    return { socket, frames, events, closed }
  }
}
