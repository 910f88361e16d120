import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ControlError } from '../fields.ts'
import type { Fault } from '../whatsapp-network/faults.ts'
import { readBody } from '../whatsapp-network/uploads.ts'
import { type Body, isObject } from './content.ts'
import type { Edna } from './edna.ts'
import { bodyOf, EdnaError, refuse } from './errors.ts'
import { LEGACY, readLegacyStatus } from './legacy.ts'
import { type Call, type Method, PULSE } from './pulse.ts'
import { findPerson } from './send.ts'

type Target = FastifyRequest<{ Params: { '*': string; file: string; secret: string } }>

const METHODS: Record<string, Method> = { ...PULSE, ...LEGACY }
const SENDING = [
  'cascade/schedule',
  'v1/out-messages/whatsapp/template',
  'imOutMessage',
  'imOutHSM',
]
const DEFAULT_SLOW_MS = 1500

/** `/edna/api/…`: the API, and the files of callbacks. */
export function addPlatformRoutes(app: FastifyInstance, edna: Edna): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))
  edna.origin = () => {
    const address = app.server.address()
    return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''
  }
  app.get('/api/files/:file/:secret/*', async (request: Target, reply) => {
    const { file: id, secret } = request.params
    const file = edna.network.files.find(id)
    if (!file?.sha256.startsWith(secret) || secret.length < 24) return reply.code(404).send()
    return reply.type(file.mimeType).send(await edna.network.files.read(file))
  })
  app.route({
    method: ['GET', 'POST'],
    url: '/*',
    handler: (request: Target, reply) => serve(edna, request, reply),
  })
}

interface Served {
  call: Call
  path: string
  reply: FastifyReply
}

async function serve(edna: Edna, request: Target, reply: FastifyReply): Promise<void> {
  const path = request.params['*'].replace(/^api\//, '').replace(/\/+$/, '')
  let served: Served | undefined
  try {
    const account = edna.registry.accounts.find(String(request.headers['x-api-key'] ?? ''))
    const isOld = `${request.method} ${path}` in LEGACY || path.startsWith('imOutMessage/')
    if (!account || account.isRevoked) {
      if (isOld) return void (await reply.send({ code: 'error-unauthorized' }))
      throw new EdnaError(401, 'Unauthorized')
    }
    const mine = edna.registry.subjectsOf(account)
    const body = parse((await readBody(request)).toString())
    const query = request.query as Call['query']
    served = { call: { edna, account, mine, body, query }, path, reply }
    await perform(served, request.method)
  } catch (error) {
    const refusal = error instanceof ControlError ? refuse(error.message) : error
    if (!(refusal instanceof EdnaError)) throw error
    const isDirect = path.startsWith('v1/') && refusal.status === 400
    await reply.code(refusal.status).send(isDirect ? { message: refusal.code } : bodyOf(refusal))
    if (served) writeLine(served, refusal.status === 400 ? refusal.code : String(refusal.status))
  }
}

function parse(text: string): Body {
  if (text === '') return {}
  try {
    const body: unknown = JSON.parse(text)
    if (isObject(body)) return body
  } catch {
    // Refused below, whatever was wrong.
  }
  throw refuse('cascade-scheduling-request-is-not-valid')
}

async function perform(served: Served, method: string): Promise<void> {
  const { call, path, reply } = served
  const { faults, clock } = call.edna.network
  const scope = scopeOf(served)
  const slow = scope && faults.strike(['slow'], scope)
  if (slow) await clock.sleep(slow.ms ?? DEFAULT_SLOW_MS)
  if (scope && faults.strike(['unauthorized'], scope)) throw new EdnaError(401, 'Unauthorized')
  if (scope && faults.strike(['deregistered'], scope)) throw refuse('cascade-not-found')
  const before =
    scope && faults.strike(['too-many-requests', 'refuse', 'server-error', 'unanswered'], scope)
  if (before) return failBefore(served, before)
  const outcome = await run(call, method, path)
  const after = scope && faults.strike(['answer-lost', 'garbage'], scope)
  if (after?.kind === 'garbage') {
    writeLine(served, '200, мусор')
    return void (await reply.type('application/json').send('{"requestI'))
  }
  if (after) {
    writeLine(served, 'выполнен, ответ потерян')
    reply.hijack()
    reply.raw.destroy()
    return
  }
  if (method !== 'GET') writeLine(served, '200')
  await reply.type('application/json').send(JSON.stringify(outcome))
}

function run(call: Call, method: string, path: string): unknown {
  const [, legacyId] = /^imOutMessage\/(.+)$/.exec(path) ?? []
  if (legacyId && method === 'GET') return readLegacyStatus(call, legacyId)
  const act = METHODS[`${method} ${path}`]
  if (!act) throw new EdnaError(404, 'Not Found')
  return act(call)
}

async function failBefore(served: Served, fault: Fault): Promise<void> {
  switch (fault.kind) {
    case 'too-many-requests':
      throw new EdnaError(429, 'Too Many Requests')
    case 'refuse':
      throw new EdnaError(
        fault.status ?? 400,
        String(fault.code ?? fault.description ?? 'error-system'),
      )
    case 'server-error': {
      const status = fault.status ?? 500
      writeLine(served, String(status))
      await served.reply.code(status).type('text/html').send('<html><title>Error</title></html>\n')
      return
    }
    default:
      writeLine(served, 'нет ответа')
      served.reply.hijack()
  }
}

/** Faults are of a subject: the one the call names, or the first of the account. */
function scopeOf({ call, path }: Served) {
  const { mine, body, edna } = call
  const subject =
    mine.find(
      (one) => one.cascadeId === body.cascadeId || one.subject === (body.subject ?? body.sender),
    ) ??
    mine.find((one) => Number(one.id) === body.subjectId) ??
    mine[0]
  if (!subject) return undefined
  const filter = isObject(body.subscriberFilter) ? body.subscriberFilter.address : undefined
  const person = findPerson(edna, subject, String(filter ?? body.address ?? body.phone ?? ''))
  return {
    line: subject.id,
    person: person?.id,
    method: SENDING.includes(path) ? 'messages' : path,
  }
}

function writeLine(served: Served, outcome: string): void {
  const { network } = served.call.edna
  const scope = scopeOf(served)
  network.journal.write({
    ...{ at: network.clock.now(), platform: 'edna', direction: '→' },
    level: outcome === '200' ? 'plain' : outcome === '429' ? 'warn' : 'danger',
    text: `${served.path} ${outcome}`,
    ...(scope && { company: scope.line }),
    ...(scope?.person !== undefined && { person: scope.person }),
  })
}
