import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CallFault, Fault } from './faults.ts'
import { type Call, Described } from './methods/call.ts'
import { findMethod } from './methods/catalogue.ts'
import type { Bot } from './model.ts'
import { Params } from './params.ts'
import { readRequest, UnreadableRequest } from './read-request.ts'
import { Refusal, tooManyRequests } from './refusal.ts'
import type { Telegram } from './telegram.ts'

type Target = FastifyRequest<{ Params: { token: string; '*'?: string } }>

const BEFORE: CallFault[] = ['too-many-requests', 'server-error', 'refuse', 'unanswered']
const AFTER: CallFault[] = ['answer-lost', 'garbage']
const DEFAULT_RETRY_AFTER = 30
const DEFAULT_SLOW_MS = 1500
const FORBIDDEN_IN_REPLY = /^(get|setwebhook|deletewebhook|close|logout)/

/** `/telegram/bot<token>/<method>` and `/telegram/file/bot<token>/<path>`. */
export function addPlatformRoutes(app: FastifyInstance, telegram: Telegram): void {
  // Bodies are read by us, as the real server reads them: no parser of the framework may touch them.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))
  const method = ['GET', 'POST']
  const handler = (request: Target, reply: FastifyReply) => serve(telegram, request, reply)
  app.route({ method, url: '/bot:token', handler })
  app.route({ method, url: '/bot:token/*', handler })
  app.get('/file/bot:token/*', (request: Target, reply) => download(telegram, request, reply))
  telegram.updates.invoke = (bot, type, body) => void runReply(telegram, bot, { type, body })
}

async function serve(telegram: Telegram, request: Target, reply: FastifyReply): Promise<void> {
  let call: Call | undefined
  try {
    const bot = getBot(telegram, request.params.token)
    const params = await readRequest(request.raw)
    const name = request.params['*'] || params.text('method')
    call = { telegram, bot, params, method: name.toLowerCase() }
    await execute(call, reply)
  } catch (error) {
    if (error instanceof UnreadableRequest) {
      await reply.code(error.status).header('connection', 'close').send()
      return
    }
    if (!(error instanceof Refusal)) throw error
    await refuse(reply, error)
    writeLine(call, error.code, error.parameters?.retry_after)
  }
}

function getBot({ world }: Telegram, token: string): Bot {
  // The cloud has long answered "Not Found" to what does not look like a token.
  if (!/^[1-9]\d*:[^/]+$/.test(token)) throw new Refusal(404)
  const bot = world.findBot(token)
  if (!bot || bot.status === 'revoked') throw new Refusal(401)
  if (bot.status === 'logged-out') throw new Refusal(400, 'Logged out')
  return bot
}

async function execute(call: Call, reply: FastifyReply): Promise<void> {
  const known = findMethod(call.method)
  if (!known) throw new Refusal(404, 'method not found')
  const chatId = call.params.text('chat_id')
  const scope = { botId: call.bot.id, method: call.method, chatId }
  const { faults, limits, clock } = call.telegram
  const slow = faults.strikeCall(['slow'], scope)
  if (slow) await clock.sleep(slow.ms ?? DEFAULT_SLOW_MS)
  if (faults.strikeCall(['unauthorized'], scope)) throw new Refusal(401)
  if (/^send(?!chataction)/.test(call.method)) limits.check(call.bot, chatId)
  const before = faults.strikeCall(BEFORE, scope)
  if (before) return failBefore(call, reply, before)
  const outcome = await known.run(call)
  const after = faults.strikeCall(AFTER, scope)
  if (after) return failAfter(call, reply, after)
  const isEmptyPoll = Array.isArray(outcome) && outcome.length === 0
  if (!(isEmptyPoll && call.method === 'getupdates')) writeLine(call, 200)
  const body =
    outcome instanceof Described
      ? { ok: true, result: outcome.result, description: outcome.description }
      : { ok: true, result: outcome }
  await reply.type('application/json').send(JSON.stringify(body))
}

async function failBefore(call: Call, reply: FastifyReply, fault: Fault): Promise<void> {
  switch (fault.kind) {
    case 'too-many-requests':
      throw tooManyRequests(fault.retryAfter ?? DEFAULT_RETRY_AFTER)
    case 'refuse':
      throw new Refusal(fault.status ?? 400, fault.description ?? '')
    case 'server-error': {
      const status = fault.status ?? 502
      writeLine(call, status)
      const page = `<html>\r\n<head><title>${status}</title></head>\r\n<body></body>\r\n</html>\r\n`
      await reply.code(status).type('text/html').send(page)
      return
    }
    default:
      writeLine(call, 'нет ответа')
      reply.hijack()
  }
}

async function failAfter(call: Call, reply: FastifyReply, fault: Fault): Promise<void> {
  if (fault.kind === 'garbage') {
    writeLine(call, '200, мусор')
    await reply.type('application/json').send('{"ok":tru')
    return
  }
  writeLine(call, 'выполнен, ответ потерян')
  reply.hijack()
  reply.raw.destroy()
}

async function refuse(reply: FastifyReply, { code, message, parameters }: Refusal): Promise<void> {
  if (parameters?.retry_after !== undefined) reply.header('retry-after', parameters.retry_after)
  const body = {
    ok: false,
    error_code: code,
    description: message,
    ...(parameters && { parameters }),
  }
  await reply.code(code).type('application/json').send(JSON.stringify(body))
}

function writeLine(call: Call | undefined, status: number | string, pauseSeconds?: number): void {
  if (!call) return
  const name = findMethod(call.method)?.name ?? call.method
  const chat = Number(call.params.text('chat_id'))
  const pause = pauseSeconds === undefined ? '' : `, пауза ${pauseSeconds} с`
  call.telegram.journal.write({
    at: call.telegram.clock.now(),
    platform: 'telegram',
    direction: '→',
    level: status === 200 ? 'plain' : status === 429 ? 'warn' : 'danger',
    text: `${name} ${status}${pause}`,
    company: String(call.bot.id),
    ...(chat !== 0 && Number.isSafeInteger(chat) && { person: String(chat) }),
  })
}

async function download(telegram: Telegram, request: Target, reply: FastifyReply): Promise<void> {
  try {
    const bot = getBot(telegram, request.params.token)
    const file = telegram.files.findByPath(bot.id, request.params['*'] ?? '')
    if (!file) throw new Refusal(404)
    await reply.type('application/octet-stream').send(await telegram.files.read(file))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await refuse(reply, error)
  }
}

/** A webhook may answer an update with a call; nobody learns how it ended. */
async function runReply(
  telegram: Telegram,
  bot: Bot,
  { type, body }: { type: string; body: string },
): Promise<void> {
  const params = new Params()
  try {
    if (type.startsWith('application/json')) params.setJson(JSON.parse(body) as object)
    else for (const [name, value] of new URLSearchParams(body)) params.set(name, value)
    const method = params.text('method').toLowerCase()
    if (method === '' || FORBIDDEN_IN_REPLY.test(method)) return
    await findMethod(method)?.run({ telegram, bot, params, method })
  } catch {
    // The real platform is as silent about it.
  }
}
