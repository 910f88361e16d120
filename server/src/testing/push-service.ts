import assert from 'node:assert/strict'
import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PushPayload, PushSubscriptionRequest } from '@otklik/protocol'

import { atEnd } from './at-end.ts'
import { until } from './until.ts'

/** What a browser got, opened with its own private key. */
export interface Arrived {
  payload: PushPayload
  headers: IncomingHttpHeaders
}

/** A browser that subscribed, seen from its push service. */
export interface TestBrowser {
  subscription: PushSubscriptionRequest
  arrived: Arrived[]
  /** What the service answers to the next calls, before it is well again. */
  failures: { status: number; headers?: Record<string, string> }[]
  calls: number
  /** The next of them, once it has come. */
  next(): Promise<PushPayload>
}

export interface PushService {
  host: string
  subscribe(publicKey: string): TestBrowser
}

interface Subscribed extends TestBrowser {
  pair: ECDH
  auth: Buffer
  publicKey: string
}

/**
 * A push service and the browsers behind it: takes what RFC 8030 lets it take, looks at who sends
 * (RFC 8292) and opens what came with the browser's private key (RFC 8291).
 */
export async function openPushService(): Promise<PushService> {
  const browsers = new Map<string, Subscribed>()
  const service: PushService = {
    host: '',
    subscribe(publicKey) {
      const pair = createECDH('prime256v1')
      pair.generateKeys()
      const auth = randomBytes(16)
      const path = `/push/${randomBytes(12).toString('base64url')}`
      let read = 0
      const browser: Subscribed = {
        ...{ pair, auth, publicKey, arrived: [], failures: [], calls: 0 },
        subscription: {
          endpoint: `http://${service.host}${path}`,
          keys: { p256dh: pair.getPublicKey('base64url'), auth: auth.toString('base64url') },
        },
        async next() {
          const found = await until(() => browser.arrived[read], 'a push')
          read++
          return found.payload
        },
      }
      browsers.set(path, browser)
      return browser
    },
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const browser = browsers.get(request.url ?? '')
    if (browser) browser.calls++
    const failure = browser?.failures.shift()
    if (failure || !browser) {
      response.writeHead(failure?.status ?? 404, failure?.headers).end()
      return
    }
    checkSender(request.headers, browser.publicKey, service.host)
    const payload = JSON.parse(open(Buffer.concat(chunks), browser)) as PushPayload
    browser.arrived.push({ payload, headers: request.headers })
    response.writeHead(201).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  service.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  atEnd(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return service
}

function checkSender({ authorization = '' }: IncomingHttpHeaders, key: string, host: string): void {
  const [, token = '', given] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(authorization) ?? []
  assert.equal(given, key)
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const half = (from: number) => point.subarray(from, from + 32).toString('base64url')
  const jwk = { kty: 'EC', crv: 'P-256', x: half(1), y: half(33) }
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  assert.ok(isSigned, 'the token is signed with the key that the browser subscribed to')
  const { aud, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString())
  assert.equal(aud, `http://${host}`)
  assert.match(sub, /^(mailto|https):/)
}

/** As a browser opens it: the header names the sender's key of this one message. */
export function open(body: Buffer, { pair, auth }: { pair: ECDH; auth: Buffer }): string {
  const salt = body.subarray(0, 16)
  const keyBytes = body.readUInt8(20)
  const sender = body.subarray(21, 21 + keyBytes)
  const record = body.subarray(21 + keyBytes)
  const derive = (secret: Buffer, with_: Buffer, info: Buffer, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, with_, info, bytes))
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), sender])
  const shared = derive(pair.computeSecret(sender), auth, info, 32)
  const key = derive(shared, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(shared, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  assert.equal(padded.at(-1), 2, 'the last record ends so')
  return padded.subarray(0, -1).toString('utf8')
}
