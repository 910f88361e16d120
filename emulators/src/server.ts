import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import type { Clock } from './clock.ts'
import type { Emulator } from './emulator.ts'
import { ControlError, Fields } from './fields.ts'
import { guardLoopback } from './guard.ts'
import type { Journal } from './journal.ts'
import type { Live } from './live.ts'
import { addShop } from './shop/shop.ts'

interface Parts {
  emulators: Emulator[]
  clock: Clock
  live: Live
  journal: Journal
  appUrl: string
  clear: () => Promise<void>
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; " +
  "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'"

export function createServer(parts: Parts): FastifyInstance {
  const app = Fastify({
    forceCloseConnections: true,
    bodyLimit: 8 * (1 << 20),
    routerOptions: { maxParamLength: 400 },
  })
  app.addHook('onRequest', guardLoopback)
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error instanceof ControlError ? error.status : statusOf(error)
    if (status === 500) console.error(error)
    return reply.code(status).send({ error: error.message })
  })
  for (const emulator of parts.emulators) {
    app.register(async (side) => emulator.addPlatformSide(side), { prefix: `/${emulator.id}` })
    app.register(async (side) => emulator.addPersonSide(side), {
      prefix: `/${emulator.id}/_control`,
    })
  }
  addControl(app, parts)
  addPage(app, parts)
  addShop(app, parts)
  return app
}

/** What the platform refuses in a person's upload is the caller's mistake too. */
function statusOf(error: FastifyError | (Error & { code?: unknown })): number {
  if (error.name === 'Refusal') return 400
  return 'statusCode' in error ? (error.statusCode ?? 500) : 500
}

function addControl(app: FastifyInstance, parts: Parts): void {
  const { emulators, journal, live, clock } = parts
  app.get('/_control/about', () => ({
    appUrl: parts.appUrl,
    platforms: emulators.map(({ id, title }) => ({ id, title })),
    now: clock.now(),
  }))
  app.get('/_control/phones', () => emulators.flatMap((emulator) => emulator.listPhones()))
  app.get('/_control/journal', () => journal.list())
  app.get('/_control/events', (_request, reply) => {
    reply.hijack()
    live.attach(reply.raw)
  })
  app.post('/_control/clock', (request) => {
    clock.advance(new Fields(request.body).number('advanceMs'))
    return { now: clock.now() }
  })
  app.post('/_control/reset', async (_request, reply) => {
    await parts.clear()
    return reply.code(204).send()
  })
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

function addPage(app: FastifyInstance, { emulators }: Parts): void {
  const read = (folder: string, name: string) =>
    readFile(new URL(`./${folder}/${name}`, import.meta.url))
  const headers = {
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  }
  for (const path of ['/', '/sandbox'])
    app.get(path, { config: { isPage: true } }, async (_request, reply) =>
      reply
        .headers(headers)
        .type(TYPES['.html']!)
        .send(await read('page', 'index.html')),
    )
  const sendFile = async (folder: string, name: string, reply: FastifyReply) => {
    const type = /^[a-z-]+\.[a-z]+$/.test(name) ? TYPES[extname(name)] : undefined
    const body = type && (await read(folder, name).catch(() => undefined))
    if (!body) return reply.code(404).send()
    return reply.headers(headers).type(type).send(body)
  }
  app.get('/page/:name', (request, reply) =>
    sendFile('page', (request.params as { name: string }).name, reply),
  )
  // A platform brings the look of its phones along, in a folder of its own.
  for (const { id } of emulators)
    app.get(`/page/${id}/:name`, (request, reply) =>
      sendFile(`${id}/page`, (request.params as { name: string }).name, reply),
    )
}
