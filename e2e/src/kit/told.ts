import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

interface Event {
  type: string
  data: object
}

/** A company's own system: takes what it is told of, and tells how often it heard of each. */
export interface ToldSystem {
  host: string
  /** By `webhook-id`: the event as it came first, and whether it ever came otherwise. */
  heard: Map<string, { event: Event; body: string; isSame: boolean }>
  close(): void
}

export async function openToldSystem(): Promise<ToldSystem> {
  const heard: ToldSystem['heard'] = new Map()
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const id = String(request.headers['webhook-id'])
    const known = heard.get(id)
    if (known) known.isSame &&= known.body === body
    else heard.set(id, { event: JSON.parse(body), body, isSame: true })
    response.writeHead(204).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
