import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import { ForgedWebhookError, type WebhookAnswer, type WebhookRequest } from '../channels/index.ts'
import type { Channels, OpenChannel } from '../connections/index.ts'
import { type App, acceptRawBodies, isTooDeep, NotFoundError, Refusal } from '../http/index.ts'
import type { Inbox } from './inbox.ts'

interface Options {
  channels: Channels
  inbox: Inbox
  onForged(channelId: string): void
}

/** Longer than this, and the platform is asked to come again: it will, and we shall know it. */
const COMMIT_MS = 2000
/** A platform that is asked for the answer to its own question does not wait longer for it. */
const HANDSHAKE_MS = 3000
/** Names may be asked for before an update is kept; it is worth more than they are. */
const PREPARE_MS = 1500
const MOST_BYTES = 3 * 1024 * 1024

/**
 * The door: authenticate over raw bytes → handshake → store → answer. What a platform sends is read
 * later; what it is told is that its update is safe.
 */
export function webhookRoutes(outer: App, options: Options): void {
  void outer.register(async (app: App) => {
    acceptRawBodies(app)
    app.route({
      method: ['GET', 'POST'],
      url: '/webhooks/:webhookKey',
      config: { access: 'webhook' },
      bodyLimit: MOST_BYTES,
      schema: { params: z.strictObject({ webhookKey: z.string().max(100) }) },
      handler: async (request, reply) => {
        const channel = await options.channels.findByWebhookKey(request.params.webhookKey)
        if (!channel || channel.state === 'disconnected') throw new NotFoundError()
        const answer = await receive(toWebhookRequest(request), channel, options)
        return send(reply, answer)
      },
    })
  })
}

async function receive(
  request: WebhookRequest,
  channel: OpenChannel,
  { inbox, onForged }: Options,
): Promise<WebhookAnswer> {
  const { door } = channel.kind
  if (request.body.length > door.maxBodyBytes) throw new Refusal('too-large')
  if (isTooDeep(request.body)) throw new Refusal('unreadable')
  try {
    door.authenticate(request, channel.settings)
  } catch (error) {
    if (!(error instanceof ForgedWebhookError)) throw error
    onForged(channel.id)
    return { status: 401, body: '' }
  }
  const greeting = door.handshake?.(request, channel.settings, channel.environment)
  const told = greeting && (await within(HANDSHAKE_MS, Promise.resolve(greeting)))
  if (told) return told
  if (request.method !== 'POST') throw new NotFoundError()
  if (!isJson(request.body)) throw new Refusal('unreadable')
  const body = await prepared(request, channel)
  await within(COMMIT_MS, inbox.store(channel.accountId, channel.id, body))
  return door.answer?.(request, channel.settings) ?? { status: 200, body: '' }
}

/** Better kept as it came than late. */
async function prepared(
  request: WebhookRequest,
  { kind, settings, environment }: OpenChannel,
): Promise<Buffer> {
  const { door } = kind
  if (!door.prepare) return request.body
  const signal = AbortSignal.timeout(PREPARE_MS)
  const work = door.prepare(request, settings, environment, signal)
  return within(PREPARE_MS, work).catch(() => request.body)
}

/** A body that is not JSON comes from nobody we know; its depth has been looked at already. */
function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString('utf8'))
    return true
  } catch {
    return false
  }
}

/** The update may still be stored after we gave up: its repetition is then a duplicate. */
async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal('unavailable')), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function toWebhookRequest(request: FastifyRequest): WebhookRequest {
  const flat = (values: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : value === undefined ? undefined : String(value),
      ]),
    )
  return {
    headers: flat(request.headers),
    query: flat(request.query as Record<string, unknown>),
    method: request.method,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  }
}

function send(reply: FastifyReply, { status, body, contentType }: WebhookAnswer): FastifyReply {
  reply.code(status)
  if (contentType) reply.type(contentType)
  else if (body) reply.type('text/plain')
  return reply.send(body)
}
