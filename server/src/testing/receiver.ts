import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WebhookEvent } from '@otklik/protocol/settings'

import { atEnd } from './at-end.ts'
import { until } from './until.ts'

export interface Received {
  id: string
  headers: IncomingHttpHeaders
  body: string
  event: WebhookEvent
}

/** Somebody's system that is told what happens. */
export interface Receiver {
  url: string
  host: string
  /** Whatever came, taken or not. */
  received: Received[]
  /** What it answers; 204 while nothing else is said. */
  answer: { status: number; headers?: Record<string, string>; body?: string }
  /** The first event of that type, once it came. */
  told(type: WebhookEvent['type'], isMeant?: (event: Received) => boolean): Promise<Received>
}

export async function openReceiver(): Promise<Receiver> {
  const receiver: Receiver = {
    url: '',
    host: '',
    received: [],
    answer: { status: 204 },
    told: (type, isMeant = () => true) =>
      until(
        () => receiver.received.find((each) => each.event.type === type && isMeant(each)),
        `to be told of ${type}`,
        30_000,
      ),
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString('utf8')
    const { headers } = request
    if (body) {
      const event = JSON.parse(body) as WebhookEvent
      receiver.received.push({ id: String(headers['webhook-id']), headers, body, event })
    }
    const { status, headers: more, body: said } = receiver.answer
    response.writeHead(status, more).end(said)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  receiver.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  receiver.url = `http://${receiver.host}/otklik`
  atEnd(async () => {
    server.closeAllConnections()
    server.close()
  })
  return receiver
}
