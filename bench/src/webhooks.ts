import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { type Centre, openCentre } from './centre.ts'
import { figure, type Line } from './table.ts'

const MESSAGES = 3000
const PATIENCE_MS = 120_000

/** How fast a company's system is told of what customers write, from the first word to the last. */
export async function measureWebhooks(): Promise<Line[]> {
  const receiver = await openReceiver()
  const centre = await openCentre({ webhookHost: receiver.host })
  try {
    return await measure(centre, receiver)
  } finally {
    await centre.end()
    receiver.close()
  }
}

async function measure({ ask, load }: Centre, receiver: Receiver): Promise<Line[]> {
  const url = `http://${receiver.host}/`
  await ask('POST', '/api/v1/webhooks', { name: 'CRM', url, events: ['message.received'] })
  const startedAt = performance.now()
  await Promise.all([receiver.reach(MESSAGES), load.put({ count: MESSAGES })])
  const tookS = (performance.now() - startedAt) / 1000
  return [
    figure('webhooks, events told', MESSAGES / tookS, 'a second'),
    figure('  told twice', receiver.repeated(), 'events'),
  ]
}

interface Receiver {
  host: string
  repeated(): number
  reach(count: number): Promise<void>
  close(): void
}

/** Takes everything at once, and remembers what it took. */
async function openReceiver(): Promise<Receiver> {
  const ids = new Set<string>()
  let calls = 0
  const server = createServer((request, response) => {
    ids.add(String(request.headers['webhook-id']))
    calls++
    request.resume()
    request.once('end', () => response.writeHead(204).end())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    repeated: () => calls - ids.size,
    async reach(count) {
      const end = performance.now() + PATIENCE_MS
      while (ids.size < count) {
        if (performance.now() > end) throw new Error(`told ${ids.size} of ${count}`)
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
