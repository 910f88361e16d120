import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Fault } from '../fault-book.ts'
import { readBody } from '../read-body.ts'
import { writeLine } from './ground.ts'
import type { Max } from './max.ts'
import { Query } from './methods/call.ts'
import { type Found, findMethod } from './methods/catalogue.ts'
import type { Bot } from './model.ts'
import { tooManyRequests } from './rate-limits.ts'
import { badPayload, invalidToken, Refusal } from './refusal.ts'
import { HERE } from './wire.ts'

const BEFORE = ['too-many-requests', 'server-error', 'refuse', 'failure', 'unanswered']
const AFTER = ['answer-lost', 'garbage']
const DEFAULT_SLOW_MS = 1500
const MAX_BODY_BYTES = 4 * (1 << 20)

/** One request on its way through: who asks, what for, and whom it concerns. */
interface Attempt {
  /** `POST /messages`; of several dialogs or messages, without their ids. */
  name: string
  query: Query
  bot?: Bot
  personId?: number | undefined
}

/** The whole API: whoever asks is looked at first, and only then what they ask for. */
export function addApiRoutes(app: FastifyInstance, max: Max): void {
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/*',
    handler: (request: FastifyRequest, reply) => serve(max, request, reply),
  })
}

async function serve(max: Max, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const path = `/${(request.params as { '*': string })['*']}`
  const found = findMethod(request.method, path)
  const name = found?.method.route.replace(/\/:\w+/g, '') ?? `${request.method} ${path}`
  const attempt: Attempt = { name, query: new Query(request.query) }
  try {
    const bytes = await readBody(request.raw, MAX_BODY_BYTES)
    attempt.bot = authorize(max, attempt.query, request.headers.authorization)
    max.limits.checkBot(attempt.bot)
    if (!found) throw new Refusal(404, 'not.found', `Unknown method: ${attempt.name}`)
    attempt.personId = findPerson(max, attempt, found)
    await execute(max, { found, attempt, bot: attempt.bot, bytes }, reply)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await refuse(max, { attempt, error }, reply)
  }
}

/** The token as it is, without any word before it; in the address it is refused. */
function authorize(max: Max, query: Query, token: string | undefined): Bot {
  if (query.has('access_token'))
    throw new Refusal(
      403,
      'deprecated.token',
      'Query parameter access_token is deprecated, use Authorization header',
    )
  if (!token) throw invalidToken('Empty access_token')
  const bot = max.world.findBot(token)
  if (!bot) throw invalidToken()
  return bot
}

/** Whom a call concerns, if anybody: faults and the journal ask. */
function findPerson(
  { world }: Max,
  { bot, query, name }: Attempt,
  { parts }: Found,
): number | undefined {
  if (!bot) return undefined
  const chatId = Number(name.includes('/chats') ? parts[0] : query.text('chat_id'))
  if (chatId) return world.findDialogById(bot.id, chatId)?.personId
  if (query.has('user_id')) return Number(query.text('user_id'))
  const mid = query.text('message_id')
  if (mid) return world.findMessage(bot.id, mid)?.dialog.personId
  const callbackId = query.text('callback_id')
  return callbackId ? world.findKeyboard(bot.id, callbackId)?.dialog.personId : undefined
}

interface Work {
  found: Found
  attempt: Attempt
  bot: Bot
  bytes: Buffer | undefined
}

async function execute(max: Max, work: Work, reply: FastifyReply): Promise<void> {
  const { found, attempt, bot, bytes } = work
  const target = {
    ...{ companyId: String(bot.id), method: attempt.name.toLowerCase() },
    ...(attempt.personId !== undefined && { chatId: String(attempt.personId) }),
  }
  const { faults, clock } = max
  const slow = faults.strike(['slow'], target)
  if (slow) await clock.sleep(slow.ms ?? DEFAULT_SLOW_MS)
  if (faults.strike(['unauthorized'], target)) throw invalidToken()
  const before = faults.strike(BEFORE, target)
  if (before) return failBefore(max, { attempt, fault: before }, reply)
  const isDropped = faults.strike(['dropped'], target) !== undefined
  const body = parse(bytes)
  const answer = await found.method.run({
    ...{ max, bot, query: attempt.query, parts: found.parts, body, isDropped },
    name: target.method,
  })
  const after = faults.strike(AFTER, target)
  if (after) return failAfter(max, { attempt, fault: after }, reply)
  say(max, attempt, isDropped ? '200, не доставлено' : '200', isDropped ? 'warn' : 'plain')
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer)
  await send(reply, 200, text.replaceAll(HERE, max.here))
}

function parse(bytes: Buffer | undefined): unknown {
  if (!bytes) throw badPayload('Request body is too large')
  if (bytes.length === 0) return undefined
  try {
    return JSON.parse(bytes.toString())
  } catch {
    throw badPayload('Failed to parse JSON')
  }
}

interface Failure {
  attempt: Attempt
  fault: Fault
}

async function failBefore(max: Max, { attempt, fault }: Failure, reply: FastifyReply) {
  const { retryAfter, status = 400, error = 'proto.payload', description = 'Refused' } = fault
  switch (fault.kind) {
    case 'too-many-requests':
      if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
      throw tooManyRequests()
    case 'refuse':
      throw new Refusal(status, error, description)
    case 'failure':
      say(max, attempt, '200, success: false', 'danger')
      await send(reply, 200, JSON.stringify({ success: false, message: description }))
      return
    case 'server-error': {
      const code = fault.status ?? 502
      say(max, attempt, String(code), 'danger')
      await reply.code(code).type('text/html').send(`<html><body><h1>${code}</h1></body></html>`)
      return
    }
    default:
      say(max, attempt, 'нет ответа', 'danger')
      reply.hijack()
  }
}

async function failAfter(max: Max, { attempt, fault }: Failure, reply: FastifyReply) {
  if (fault.kind === 'garbage') {
    say(max, attempt, '200, мусор', 'danger')
    await send(reply, 200, '{"message":{"recip')
    return
  }
  say(max, attempt, 'выполнен, ответ потерян', 'danger')
  reply.hijack()
  reply.raw.destroy()
}

async function refuse(
  max: Max,
  { attempt, error }: { attempt: Attempt; error: Refusal },
  reply: FastifyReply,
): Promise<void> {
  const { status, code, message } = error
  say(max, attempt, `${status} ${code}`, status === 429 ? 'warn' : 'danger')
  await send(reply, status, JSON.stringify({ code, message }))
}

const send = (reply: FastifyReply, status: number, body: string) =>
  reply.code(status).type('application/json; charset=utf-8').send(body)

function say(max: Max, attempt: Attempt, text: string, level: 'plain' | 'warn' | 'danger'): void {
  const { name, bot, personId } = attempt
  writeLine(max, { direction: '→', level, text: `${name} ${text}`, botId: bot?.id, personId })
}
