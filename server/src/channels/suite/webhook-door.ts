import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

import type { ChannelKind, Environment, InboundEvent, WebhookRequest } from '../contract.ts'
import { ForgedWebhookError } from '../errors.ts'

/** Stands for our server where an emulator calls: a kind's own door, and what came through it. */
export interface WebhookDoor extends AsyncDisposable {
  url: string
  /** How many calls were turned away. */
  readonly forged: number
  /** Waits for the next event of a type, passing over receipts and whatever else is between. */
  next<Type extends InboundEvent['type']>(
    type: Type,
  ): Promise<Extract<InboundEvent, { type: Type }>>
}

interface Told {
  kind: ChannelKind
  /** As they are when somebody calls: they may be known later than the address. */
  settings(): Record<string, unknown>
  environment: Environment
  translate(body: Buffer): InboundEvent[]
}

export async function openWebhookDoor(told: Told): Promise<WebhookDoor> {
  const waiting: InboundEvent[] = []
  const bell = new EventEmitter()
  let forged = 0
  const server = createServer(async (call, response) => {
    const request = await toWebhook(call)
    try {
      told.kind.door.authenticate(request, told.settings())
    } catch (error) {
      if (!(error instanceof ForgedWebhookError)) throw error
      forged++
      return void response.writeHead(401).end()
    }
    const greeting = await told.kind.door.handshake?.(request, told.settings(), told.environment)
    if (greeting) return void response.writeHead(greeting.status).end(greeting.body)
    const answer = told.kind.door.answer?.(request, told.settings())
    response.writeHead(answer?.status ?? 200).end(answer?.body)
    waiting.push(...told.translate(request.body))
    bell.emit('event')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/key`,
    get forged() {
      return forged
    },
    async next(type) {
      const signal = AbortSignal.timeout(15_000)
      for (;;) {
        const at = waiting.findIndex((event) => event.type === type)
        if (at >= 0) return waiting.splice(0, at + 1).at(-1) as never
        await once(bell, 'event', { signal })
      }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function toWebhook(call: IncomingMessage): Promise<WebhookRequest> {
  const { searchParams } = new URL(call.url ?? '', 'http://door.example')
  return {
    method: call.method ?? '',
    headers: call.headers as WebhookRequest['headers'],
    query: Object.fromEntries(searchParams),
    body: await buffer(call),
  }
}
