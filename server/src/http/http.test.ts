import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { ApiError } from '@otklik/protocol'
import { z } from 'zod'

import { createBus, type Wire } from '../lib/bus.ts'
import {
  type App,
  acceptRawBodies,
  type Caller,
  createHttpServer,
  createLimits,
  createLog,
  NotFoundError,
  serveWeb,
  TooManyRequestsError,
} from './index.ts'

const root = mkdtempSync(join(tmpdir(), 'otklik-web-'))
const caller: Caller = {
  userId: 'user',
  accountId: 'account',
  operatorId: 'operator',
  role: 'operator',
  isSuspended: false,
  ownsInstallation: false,
  scope: 'own',
  seesOf: ['operator'],
  sessionId: 'session',
  onlyAccount: false,
  mustProtect: false,
  viewId: 'own',
  can: (permission) => permission === 'notes.write',
  sees: (concerns) => concerns.includes('operator'),
}

function createServer(publicUrl?: string): Promise<App> {
  return createHttpServer({
    config: {
      host: '127.0.0.1',
      ...(publicUrl && { publicUrl }),
      isHttps: publicUrl?.startsWith('https:') ?? false,
      trustedProxies: [],
    },
    log: createLog('silent'),
    limits: createLimits({ anonymous: { points: 40, duration: 60 } }),
    findCaller: async (cookie) =>
      cookie === 'ok' ? caller : cookie === 'old' ? { ...caller, isSuspended: true } : undefined,
    isPassing: (error) => error instanceof Error && error.message === 'database away',
  })
}

function addRoutes(app: App): void {
  const body = z.strictObject({
    name: z.string().trim().min(1).max(5),
    email: z.email(),
    count: z.int().min(1).max(9).optional(),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/things/:id',
    config: { access: 'public' },
    schema: { params: z.object({ id: z.uuid() }), body },
    handler: (request) => request.body,
  })
  app.route({
    method: 'POST',
    url: '/api/v1/any',
    config: { access: 'public' },
    handler: (request) => ({ body: request.body }),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/broken',
    config: { access: 'public' },
    schema: { querystring: z.object({ how: z.string() }) },
    handler: (request) => {
      if (request.query.how === 'missing') throw new NotFoundError()
      throw new Error(request.query.how)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/notes',
    config: { access: { permission: 'notes.write' } },
    handler: () => ({}),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/channels',
    config: { access: { permission: 'channels.manage' } },
    handler: () => ({}),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/forgetful',
    config: { access: 'public' },
    handler: (request) => request.caller,
  })
}

const own = { origin: 'http://localhost:80' }
const thing = `/api/v1/things/${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}`

describe('the HTTP server', () => {
  let app: App
  before(async () => {
    mkdirSync(join(root, 'assets'))
    writeFileSync(join(root, 'index.html'), '<!doctype html>')
    writeFileSync(join(root, 'assets/index-0af3.js'), '')
    app = await createServer()
    addRoutes(app)
    await app.register(async (door) => {
      acceptRawBodies(door)
      door.route({
        method: 'POST',
        url: '/webhooks/:key',
        config: { access: 'webhook' },
        schema: { hide: true },
        handler: (request) => ({ isRaw: Buffer.isBuffer(request.body) }),
      })
    })
    await serveWeb(app, root)
    await app.ready()
  })
  after(async () => {
    await app.close()
    rmSync(root, { recursive: true })
  })

  test('does not start with a route that declares nothing', async () => {
    const careless = await createServer()
    const config = {} as { access: 'public' }
    assert.throws(
      () => careless.route({ method: 'GET', url: '/api/v1/open', config, handler: () => ({}) }),
      /GET \/api\/v1\/open does not say who may call it/,
    )
    await careless.close()
  })

  test('asks who is calling, and whether they may', async () => {
    const status = async (method: 'GET' | 'POST', url: string, cookie?: string) => {
      const headers = { ...own, ...(cookie && { cookie }) }
      return (await app.inject({ method, url, headers })).statusCode
    }
    assert.equal(await status('POST', '/api/v1/notes'), 401)
    assert.equal(await status('POST', '/api/v1/notes', 'wrong'), 401)
    assert.equal(await status('POST', '/api/v1/notes', 'ok'), 200)
    assert.equal(await status('GET', '/api/v1/channels', 'ok'), 403)
    assert.equal(await status('POST', '/api/v1/notes', 'old'), 403)
    assert.equal(await status('GET', '/api/v1/forgetful', 'ok'), 401)
  })

  test('[H-36] refuses what another page sends', async () => {
    const status = async (headers: Record<string, string>) =>
      (await app.inject({ method: 'POST', url: '/api/v1/notes', headers })).statusCode
    assert.equal(await status({ cookie: 'ok', origin: 'https://evil.example' }), 403)
    assert.equal(await status({ cookie: 'ok', origin: 'null' }), 403)
    assert.equal(await status({ cookie: 'ok', ...own, 'sec-fetch-site': 'cross-site' }), 403)
    assert.equal(await status({ cookie: 'ok', ...own, 'sec-fetch-site': 'same-site' }), 403)
    assert.equal(await status({ cookie: 'ok' }), 403)
    assert.equal(await status({ cookie: 'ok', 'sec-fetch-site': 'same-origin' }), 200)
    const form = { cookie: 'ok', ...own, 'content-type': 'text/plain' }
    assert.equal(await status(form), 415)
  })

  test('refuses a name that was pointed at this machine', async () => {
    const headers = { host: 'evil.example:3000' }
    assert.equal((await app.inject({ url: '/api/docs', headers })).statusCode, 421)
  })

  test('says field by field what is wrong, in the reader’s language', async () => {
    const payload = { name: 'too long', email: 'x', extra: 1 }
    const send = (language: string) =>
      app.inject({
        method: 'POST',
        url: thing,
        headers: { 'accept-language': language },
        payload,
      })
    const russian = await send('ru')
    assert.equal(russian.statusCode, 422)
    const { error, requestId } = russian.json<ApiError>()
    assert.equal(error.code, 'invalid')
    assert.equal(requestId, russian.headers['x-request-id'])
    assert.deepEqual(error.fields?.name, {
      code: 'too-long',
      message: 'Слишком длинно: можно не больше 5',
    })
    assert.equal(error.fields?.email?.code, 'wrong-email')
    assert.equal(error.fields?.extra?.code, 'unknown')
    assert.equal(
      (await send('en-GB,ru;q=0.5')).json<ApiError>().error.message,
      'Check the marked fields',
    )
  })

  test('names the fields that an absent body lacks', async () => {
    const answer = await app.inject({ method: 'POST', url: thing })
    assert.equal(answer.json<ApiError>().error.fields?.name?.code, 'required')
  })

  test('speaks of numbers as numbers', async () => {
    const codeOf = async (count: unknown) => {
      const payload = { name: 'Анна', email: 'anna@example.com', count }
      const answer = await app.inject({ method: 'POST', url: thing, payload })
      return answer.json<ApiError>().error.fields?.count?.code
    }
    assert.equal(await codeOf(1.5), 'not-whole')
    assert.equal(await codeOf('2'), 'wrong-type')
    assert.equal(await codeOf(0), 'too-small')
    assert.equal(await codeOf(10), 'too-large-number')
  })

  test('takes a malformed id for one that nothing has', async () => {
    const answer = await app.inject({ method: 'POST', url: '/api/v1/things/1', payload: {} })
    assert.equal(answer.statusCode, 404)
  })

  test('hides what broke behind the request’s number', async () => {
    const answer = await app.inject('/api/v1/broken?how=secret')
    assert.equal(answer.statusCode, 500)
    assert.equal(answer.body.includes('secret'), false)
    assert.equal((await app.inject('/api/v1/broken?how=missing')).statusCode, 404)
    assert.equal((await app.inject('/api/v1/broken?how=%00')).statusCode, 400)
  })

  test('[H-32] asks to come back when the database is away', async () => {
    const answer = await app.inject('/api/v1/broken?how=database%20away')
    assert.equal(answer.statusCode, 503)
    assert.equal(answer.headers['retry-after'], '2')
  })

  test('[H-25] survives JSON that is deep, broken, large, compressed or hostile', async () => {
    const send = async (payload: string, headers: Record<string, string> = {}) => {
      const json = { 'content-type': 'application/json', ...headers }
      const answer = await app.inject({
        method: 'POST',
        url: '/api/v1/any',
        headers: json,
        payload,
      })
      return answer.statusCode
    }
    for (const depth of [65, 7_000, 100_000, 400_000]) {
      assert.equal(await send('['.repeat(depth) + ']'.repeat(depth)), 400, String(depth))
    }
    assert.equal(await send('['.repeat(64) + ']'.repeat(64)), 200)
    assert.equal(await send('{"a":'), 400)
    assert.equal(await send('"'.padEnd(1_100_000)), 413)
    assert.equal(await send('{}', { 'content-encoding': 'gzip' }), 415)
    assert.equal(await send('{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}'), 200)
    assert.equal('x' in {}, false)
  })

  test('[H-27] replaces NUL, which the database cannot keep', async () => {
    const payload = { text: 'a\u0000b' }
    const answer = await app.inject({ method: 'POST', url: '/api/v1/any', payload })
    assert.equal(answer.json<{ body: { text: string } }>().body.text, 'a\uFFFDb')
  })

  test('leaves webhook bodies as they came', async () => {
    const headers = { origin: 'https://platform.example', 'content-type': 'application/json' }
    const url = '/webhooks/key'
    const answer = await app.inject({ method: 'POST', url, headers, payload: '{"broken' })
    assert.deepEqual(answer.json(), { isRaw: true })
  })

  test('sends its headers with pages, answers and errors', async () => {
    for (const url of ['/', '/api/docs', '/api/v1/nothing', '/api/v1/broken?how=x']) {
      const { headers } = await app.inject(url)
      assert.match(String(headers['content-security-policy']), /default-src 'none'.*trusted-types/)
      assert.equal(headers['x-content-type-options'], 'nosniff')
      assert.equal(headers['referrer-policy'], 'no-referrer')
      assert.equal(headers['strict-transport-security'], undefined)
      assert.equal(headers['cache-control'], url === '/' ? 'no-cache' : 'no-store')
    }
  })

  test('promises https only where it is used', async () => {
    const secure = await createServer('https://help.example')
    const { headers } = await secure.inject({ url: '/x', headers: { host: 'help.example' } })
    assert.match(String(headers['strict-transport-security']), /max-age=31536000/)
    await secure.close()
  })

  test('serves the interface at every address that is not the API’s', async () => {
    const get = async (url: string) => {
      const { statusCode, headers } = await app.inject(url)
      return [
        statusCode,
        headers['content-type']?.toString().split(';')[0],
        headers['cache-control'],
      ]
    }
    assert.deepEqual(await get('/conversations/1'), [200, 'text/html', 'no-cache'])
    assert.deepEqual(await get('/assets/index-0af3.js'), [
      200,
      'application/javascript',
      'public, max-age=31536000, immutable',
    ])
    assert.equal((await get('/assets/gone.js'))[0], 404)
    assert.equal((await get('/..%2f..%2fpackage.json'))[0], 404)
    assert.deepEqual(await get('/api/v2'), [404, 'application/json', 'no-store'])
  })

  test('describes every route of the API', async () => {
    const { paths } = (await app.inject('/api/openapi.json')).json<{ paths: object }>()
    for (const { url } of app.declaredRoutes.filter((route) => route.url.startsWith('/api/'))) {
      assert.ok(url.replace(/:(\w+)/g, '{$1}') in paths, url)
    }
    const operations = Object.values(paths).flatMap((path: object) => Object.values(path))
    for (const { responses } of operations) {
      assert.ok('error' in responses.default.content['application/json'].schema.properties)
    }
    const page = await app.inject('/api/docs')
    assert.match(page.body, /POST \/api\/v1\/things\/\{id\}/)
  })

  test('slows down whoever asks too often', async () => {
    let status = 200
    for (let count = 0; count < 50 && status === 200; count++) {
      const answer = await app.inject({ method: 'POST', url: '/api/v1/any', payload: {} })
      status = answer.statusCode
    }
    assert.equal(status, 429)
  })
})

test('several processes count together what is guessed, and each for itself what is asked', async () => {
  const wires = pairOfWires()
  const [ones, others] = wires.map((wire) => createBus(wire))
  const [one, other] = [ones, others].map((bus) =>
    createLimits({ secondFactor: { points: 3, duration: 60 } }, bus),
  )
  for (const _ of [1, 2, 3]) await one!.take('secondFactor', 'anna')
  await ones!.flush()
  await assert.rejects(other!.take('secondFactor', 'anna'), TooManyRequestsError)
  await other!.take('secondFactor', 'boris')
  await others!.flush()
  await one!.giveBack('secondFactor', 'boris')
  await ones!.flush()
  for (const _ of [1, 2, 3]) await other!.take('secondFactor', 'boris')
  await assert.rejects(other!.take('secondFactor', 'boris'), TooManyRequestsError)
  for (let count = 0; count < 600; count++) await one!.take('api', 'anna')
  await other!.take('api', 'anna')
})

/** What one says, the other hears before it does anything else. */
function pairOfWires(): Wire[] {
  const listeners: ((text: string) => void)[] = []
  return [0, 1].map((at) => ({
    mostBytes: 8000,
    send: async (text) => listeners[1 - at]?.(text),
    receive(listener) {
      listeners[at] = listener
    },
    close: async () => {},
  }))
}
