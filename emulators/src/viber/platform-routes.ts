import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import sharp from 'sharp'
import type { Fault } from '../fault-book.ts'
import { headersOf } from '../file-store.ts'
import { readBody } from '../read-body.ts'
import { writeLine } from './ground.ts'
import { METHODS } from './methods.ts'
import type { Bot } from './model.ts'
import { badData, Refusal } from './refusal.ts'
import type { Viber } from './viber.ts'
import { HERE } from './wire.ts'

const BEFORE = ['too-many-requests', 'refuse', 'server-error', 'unanswered']
const AFTER = ['answer-lost', 'garbage']
const DEFAULT_SLOW_MS = 1500
const MAX_BODY_BYTES = 4 * (1 << 20)

type Request = FastifyRequest<{
  Params: { method: string; id: string; name: string }
  Querystring: Record<string, string>
}>

/** `/viber/pa/<method>`: every answer is 200, and says inside whether it is a refusal. */
export function addPlatformRoutes(app: FastifyInstance, viber: Viber): void {
  // Bodies are read by us: no parser of the framework may refuse them in its own words.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))
  for (const url of ['/pa/:method', '/pa/:method/', '/:method', '/:method/'])
    app.route({
      method: ['GET', 'POST'],
      url,
      handler: (request: Request, reply) => serve(viber, request, reply),
    })
  app.get('/files/:id/*', (request: Request, reply) => sendFile(viber, request, reply))
  app.get('/i/:name', async (request: Request, reply) => {
    const id = Number.parseInt(request.params.name, 10) || 0
    return reply.type('image/jpeg').send(await drawAvatar(id))
  })
}

interface Attempt {
  name: string
  bot?: Bot
  personId?: number | undefined
}

async function serve(viber: Viber, request: Request, reply: FastifyReply): Promise<void> {
  const attempt: Attempt = { name: request.params.method }
  const method = METHODS[attempt.name]
  const isReading = attempt.name === 'get_account_info'
  const bytes = (await readBody(request.raw, MAX_BODY_BYTES)) ?? Buffer.alloc(0)
  if (!method || (request.method === 'GET' && !isReading)) {
    await reply.code(404).type('text/html').send('<html><body><h1>404</h1></body></html>')
    return
  }
  try {
    const body = parse(bytes)
    attempt.bot = authorize(viber, request.headers['x-viber-auth-token'] ?? body?.auth_token)
    if (!body) throw badData('JSON')
    const { receiver } = body
    if (typeof receiver === 'string')
      attempt.personId = viber.world.findDialogOf(attempt.bot.id, receiver)?.personId
    await execute(viber, { attempt, bot: attempt.bot, body, size: bytes.length }, reply)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, message, detail } = error
    const level = code === 12 ? 'warn' : 'danger'
    say(viber, attempt, `${code} ${message} ${detail}`.trim(), level)
    await send(viber, reply, { status: code, status_message: message })
  }
}

function parse(bytes: Buffer): Record<string, unknown> | undefined {
  if (bytes.length === 0) return {}
  try {
    const body: unknown = JSON.parse(bytes.toString())
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
    return isObject ? (body as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** The token comes in a header or in the body; both are taken. */
function authorize(viber: Viber, token: unknown): Bot {
  if (typeof token !== 'string' || token === '') throw new Refusal(2, 'missing_auth_token')
  const bot = viber.world.findBot(token)
  if (!bot) throw new Refusal(2)
  return bot
}

interface Work {
  attempt: Attempt
  bot: Bot
  body: Record<string, unknown>
  size: number
}

async function execute(viber: Viber, work: Work, reply: FastifyReply): Promise<void> {
  const { attempt, bot } = work
  const { faults, clock } = viber
  const target = {
    ...{ companyId: bot.id, method: attempt.name },
    ...(attempt.personId !== undefined && { chatId: String(attempt.personId) }),
  }
  const slow = faults.strike(['slow'], target)
  if (slow) await clock.sleep(slow.ms ?? DEFAULT_SLOW_MS)
  if (faults.strike(['unauthorized'], target)) throw new Refusal(2)
  const before = faults.strike(BEFORE, target)
  if (before) return failBefore(viber, { attempt, fault: before }, reply)
  const isDropped = faults.strike(['dropped'], target) !== undefined
  const late = isDropped ? undefined : faults.strike(['refuse-late'], target)
  const { body, size } = work
  const answer = await METHODS[attempt.name]!({ viber, bot, body, size, isDropped, late })
  const after = faults.strike(AFTER, target)
  if (after) return failAfter(viber, { attempt, fault: after }, reply)
  say(viber, attempt, isDropped ? 'ok, не доставлено' : 'ok', isDropped ? 'warn' : 'plain')
  await send(viber, reply, { status: 0, status_message: 'ok', ...answer })
}

interface Failure {
  attempt: Attempt
  fault: Fault
}

async function failBefore(viber: Viber, { attempt, fault }: Failure, reply: FastifyReply) {
  switch (fault.kind) {
    case 'too-many-requests':
      throw new Refusal(12)
    case 'refuse':
      throw new Refusal(fault.code ?? 3, fault.description)
    case 'server-error': {
      const status = fault.status ?? 502
      say(viber, attempt, String(status), 'danger')
      const page = `<html><body><h1>${status}</h1></body></html>`
      await reply.code(status).type('text/html').send(page)
      return
    }
    default:
      say(viber, attempt, 'нет ответа', 'danger')
      reply.hijack()
  }
}

async function failAfter(viber: Viber, { attempt, fault }: Failure, reply: FastifyReply) {
  if (fault.kind === 'garbage') {
    say(viber, attempt, '200, мусор', 'danger')
    await reply.type('application/json').send('{"status":0,"mess')
    return
  }
  say(viber, attempt, 'выполнен, ответ потерян', 'danger')
  reply.hijack()
  reply.raw.destroy()
}

async function send(viber: Viber, reply: FastifyReply, body: object): Promise<void> {
  const text = JSON.stringify(body).replaceAll(HERE, viber.here)
  await reply.type('application/json; charset=utf-8').send(text)
}

function say(
  viber: Viber,
  { name, bot, personId }: Attempt,
  text: string,
  level: 'plain' | 'warn' | 'danger',
): void {
  const line = `${name} ${text}`
  writeLine(viber, { direction: '→', level, text: line, botId: bot?.id, personId })
}

/** Addresses of files live for a while, and need no token. */
async function sendFile(viber: Viber, request: Request, reply: FastifyReply): Promise<void> {
  const file = viber.files.find(request.params.id)
  if (!file || !(Number(request.query.expires) > viber.clock.now()))
    return void (await reply.code(404).send())
  await reply.headers(headersOf(file)).send(await viber.files.read(file))
}

function drawAvatar(id: number): Promise<Buffer> {
  const background = { r: 100 + (id % 97), g: 90 + (id % 61), b: 160 + (id % 83) }
  return sharp({ create: { width: 720, height: 720, channels: 3, background } })
    .jpeg()
    .toBuffer()
}
