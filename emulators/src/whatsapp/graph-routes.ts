import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ControlError } from '../fields.ts'
import type { Fault } from '../whatsapp-network/faults.ts'
import { answer, execute } from './dispatch.ts'
import type { Call } from './edges/call.ts'
import { badParameter, expiredToken, GraphError, refuse } from './errors.ts'
import { findByUrl } from './media-url.ts'
import type { Token } from './model.ts'
import { readCall } from './read-call.ts'
import type { WhatsApp } from './whatsapp.ts'

type Target = FastifyRequest<{ Params: { '*': string }; Querystring: Record<string, string> }>

const DEFAULT_SLOW_MS = 1500

/** `/whatsapp/<version>/<node>/<edge>`, and the files behind their short-lived addresses. */
export function addGraphRoutes(app: FastifyInstance, whatsapp: WhatsApp): void {
  // Bodies are read by us, as the real server reads them: no parser of the framework may touch them.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))
  whatsapp.origin = () => {
    const address = app.server.address()
    return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''
  }
  app.get('/whatsapp_business/attachments/', (request: Target, reply) =>
    download(whatsapp, request, reply),
  )
  app.route({
    method: ['GET', 'POST', 'DELETE'],
    url: '/*',
    handler: (request: Target, reply) => serve(whatsapp, request, reply),
  })
}

async function serve(whatsapp: WhatsApp, request: Target, reply: FastifyReply): Promise<void> {
  let call: Call | undefined
  try {
    const token = getToken(whatsapp, request)
    call = await readCall(whatsapp, { request, reply, token })
    await perform(call)
  } catch (error) {
    const refusal = error instanceof ControlError ? badParameter(error.message) : error
    if (!(refusal instanceof GraphError)) throw error
    await reply.code(refusal.status).type('application/json; charset=UTF-8').send(refusal.body())
    if (call) writeLine(call, String(refusal.code))
  }
}

function getToken({ registry }: WhatsApp, { headers, query }: Target): Token {
  const [, scheme = '', bearer] = /^(\w+)\s+(.+)$/.exec(headers.authorization ?? '') ?? []
  const isUsable = /^(bearer|oauth)$/i.test(scheme)
  const value = (isUsable ? bearer : undefined) ?? query.access_token
  if (!value) throw new GraphError(190, 'An access token is required to request this resource.')
  const token = registry.tokens.find(value) ?? appToken(registry, value)
  if (!token || token.isRevoked || isOver(token)) throw expiredToken()
  return token
}

const isOver = ({ expiresAt }: Token) => expiresAt !== undefined && expiresAt * 1000 <= Date.now()

/** `<app id>|<secret>` speaks for the app itself. */
function appToken(registry: WhatsApp['registry'], value: string): Token | undefined {
  const [id = '', secret] = value.split('|')
  const app = registry.apps.find(id)
  return app && app.secret === secret
    ? { value, app: id, accounts: [], isRevoked: false }
    : undefined
}

async function perform(call: Call): Promise<void> {
  const { faults, clock } = call.whatsapp.network
  const scope = scopeOf(call)
  const slow = scope && faults.strike(['slow'], scope)
  if (slow) await clock.sleep(slow.ms ?? DEFAULT_SLOW_MS)
  if (scope && faults.strike(['unauthorized'], scope)) throw expiredToken()
  if (scope && faults.strike(['deregistered'], scope)) throw refuse(133010)
  const before =
    scope && faults.strike(['too-many-requests', 'refuse', 'server-error', 'unanswered'], scope)
  if (before) return failBefore(call, before)
  const outcome = await execute(call)
  const after = scope && faults.strike(['answer-lost', 'garbage'], scope)
  if (after) return failAfter(call, after)
  if (call.method !== 'GET') writeLine(call, '200')
  await answer(call, outcome)
}

/** Faults are of a number; calls of its account concern the first of its numbers. */
function scopeOf({ whatsapp, node, edge, body }: Call) {
  const { registry, network } = whatsapp
  const number =
    registry.numbers.find(node) ?? registry.numbers.list().find(({ account }) => account === node)
  if (!number) return undefined
  const to = typeof body.to === 'string' ? network.world.findByPhone(body.to) : undefined
  return { line: number.id, person: to?.id, method: edge === '' ? 'get' : edge }
}

async function failBefore(call: Call, fault: Fault): Promise<void> {
  const code = Number(fault.code)
  switch (fault.kind) {
    case 'too-many-requests':
      throw refuse(
        code || 130429,
        fault.description ?? 'Cloud API message throughput has been reached.',
      )
    case 'refuse':
      throw refuse(code || 131000, fault.description)
    case 'server-error': {
      const status = fault.status ?? 500
      writeLine(call, String(status))
      await call.reply.code(status).type('text/html').send('<html><title>Error</title></html>\n')
      return
    }
    default:
      writeLine(call, 'нет ответа')
      call.reply.hijack()
  }
}

async function failAfter(call: Call, fault: Fault): Promise<void> {
  if (fault.kind === 'garbage') {
    writeLine(call, '200, мусор')
    await call.reply.type('application/json').send('{"messaging_product":"whats')
    return
  }
  writeLine(call, 'выполнен, ответ потерян')
  call.reply.hijack()
  call.reply.raw.destroy()
}

function writeLine(call: Call, outcome: string): void {
  const { whatsapp, method, edge, body } = call
  const scope = scopeOf(call)
  const isWarning = ['4', '80007', '130429', '131056'].includes(outcome)
  const kind = edge === 'messages' ? ` ${String(body.type ?? body.status ?? 'text')}` : ''
  whatsapp.network.journal.write({
    at: whatsapp.network.clock.now(),
    platform: 'whatsapp',
    direction: '→',
    level: outcome === '200' ? 'plain' : isWarning ? 'warn' : 'danger',
    text: `${edge === '' ? method : edge}${kind} ${outcome}`,
    ...(scope && { company: scope.line }),
    ...(scope?.person !== undefined && { person: scope.person }),
  })
}

async function download(whatsapp: WhatsApp, request: Target, reply: FastifyReply): Promise<void> {
  try {
    const token = getToken(whatsapp, request)
    const file = findByUrl(whatsapp, request.query)
    const number = file && whatsapp.registry.numbers.find(file.line)
    if (!file || !number || !token.accounts.includes(number.account)) {
      await reply.code(404).type('text/html').send('')
      return
    }
    await reply.type(file.mimeType).send(await whatsapp.network.files.read(file))
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    await reply.code(error.status).send(error.body())
  }
}
