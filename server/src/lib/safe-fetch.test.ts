import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type LookupFunction } from 'node:net'
import { after, before, beforeEach, describe, test } from 'node:test'

import { createSafeFetch, SafeFetchError, type SafeRequest } from './safe-fetch.ts'

/** Somebody's program on this machine: inside the network, as seen from here. */
let answer: (request: IncomingMessage, response: ServerResponse) => void
let asked: IncomingMessage[] = []
const server = createServer((request, response) => {
  asked.push(request)
  answer(request, response)
})
let port: number
/** Free on both loopback addresses, as far as anybody can know. */
let canaryPort: number
before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  port = (server.address() as AddressInfo).port
  const free = createTcpServer().listen(0, '::1')
  await once(free, 'listening')
  canaryPort = (free.address() as AddressInfo).port
  free.close()
})
after(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  asked = []
  answer = (_, response) => void response.end('ok')
})

/** DNS of somebody who means no good. */
function namesLeadTo(...addresses: string[]): LookupFunction & { count: number } {
  const lookup: LookupFunction = (_name, _options, callback) => {
    counted.count++
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  const counted = Object.assign(lookup, { count: 0 })
  return counted
}

const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) => (error instanceof SafeFetchError ? error.reason : String(error)),
  )

describe('an address of the network inside', () => {
  test('[H-46] is refused, however it is written, and nobody there is called', async () => {
    // Whoever knocks is counted, whatever it says: a handshake that fails has been a call.
    let knocks = 0
    const listeners = ['127.0.0.1', '::1'].map((host) =>
      createTcpServer((socket) => {
        knocks++
        socket.destroy()
      }).listen(canaryPort, host),
    )
    await Promise.all(listeners.map((each) => once(each, 'listening')))
    const fetch = createSafeFetch({ allowedHosts: [] })
    const at = (host: string) => `https://${host}:${canaryPort}/`
    const forms = [
      ...['127.0.0.1', '2130706433', '0177.0.0.1', '0x7f000001', '0x7f.1', '127.1', '0'].map(at),
      ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]'].map(at),
      ...['[64:ff9b::7f00:1]', '[2002:7f00:1::]', '[fe80::1]', '[fd00:ec2::254]'].map(at),
      ...['①②⑦.⓪.⓪.①', '127。0。0。1', '%31%32%37.0.0.1', '127.0.0.1.', 'localhost.'].map(at),
      ...['localhost', '0.0.0.0', '10.0.0.1', '172.16.0.1', '192.168.0.1'].map(at),
      ...['100.100.100.200', '169.254.169.254', '198.18.0.1', '224.0.0.1', '255.255.255.255'].map(
        at,
      ),
      `http://127.0.0.1:${canaryPort}/`,
      `https://example.com@127.0.0.1:${canaryPort}/`,
      `https://127.0.0.1:${canaryPort}\\@example.com/`,
      `https://127.0.0.1\t:${canaryPort}/`,
      'https://me:secret@example.com/',
      'http://example.com/',
      ...['ftp', 'gopher', 'dict', 'ws', 'data', 'blob'].map(
        (scheme) => `${scheme}://127.0.0.1:${canaryPort}/`,
      ),
      ...['file:///etc/passwd', '//127.0.0.1/', 'not an address', ''],
    ]
    assert.ok(forms.length >= 24)
    for (const url of forms) {
      const reason = await reasonOf(fetch(url, { timeoutMs: 2000 }))
      // A name nobody has an address for is as good as refused.
      assert.ok(['refused-address', 'unreachable'].includes(reason), `${url}: ${reason}`)
    }
    assert.equal(knocks, 0)
    for (const each of listeners) each.close()
  })

  test('[H-46] is refused behind a name, when it is connected to', async () => {
    for (const addresses of [
      ['127.0.0.1'],
      ['169.254.169.254'],
      ['::1'],
      ['fd00:ec2::254'],
      ['::ffff:10.0.0.1'],
      // Whichever of them would have been taken.
      ['93.184.215.14', '127.0.0.1'],
      ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', '::1'],
    ]) {
      const lookup = namesLeadTo(...addresses)
      const fetch = createSafeFetch({ allowedHosts: [], lookup })
      const reason = await reasonOf(fetch(`https://bot.example:${port}/`))
      assert.equal(reason, 'refused-address', addresses.join())
      // Looked up once: there is no second answer that could be another (DNS rebinding).
      assert.equal(lookup.count, 1)
    }
    assert.equal(asked.length, 0)
  })

  test('is called where the installation allows it, by name or with its port', async () => {
    const lookup = namesLeadTo('127.0.0.1')
    const fetch = createSafeFetch({ allowedHosts: ['crm.local', `127.0.0.1:${port}`], lookup })
    assert.equal((await fetch(`http://crm.local:${port}/`)).status, 200)
    assert.equal((await fetch(`http://127.0.0.1:${port}/`)).body.toString(), 'ok')
    assert.equal(await reasonOf(fetch(`http://127.0.0.1:${port + 1}/`)), 'refused-address')
    assert.equal(await reasonOf(fetch(`http://other.local:${port}/`)), 'refused-address')
  })
})

describe('an answer', () => {
  const ask = (request?: SafeRequest) =>
    createSafeFetch({ allowedHosts: ['127.0.0.1'] })(`http://127.0.0.1:${port}/`, request)

  test('comes with its status, headers and bytes, of a request as it was meant', async () => {
    answer = (_, response) => void response.writeHead(418, { 'X-Kind': 'teapot' }).end('чай')
    const { status, headers, body } = await ask({
      method: 'POST',
      body: '{"чай":1}',
      headers: {
        'Content-Type': 'application/json',
        'X-Name': 'Анна\r\nX-Forged: yes',
        Host: 'inside.local',
        'Content-Length': '1',
        'wrong name': 'x',
      },
    })
    assert.deepEqual([status, headers['x-kind'], body.toString()], [418, 'teapot', 'чай'])
    const [{ headers: sent }] = asked as [IncomingMessage]
    assert.equal(sent['content-type'], 'application/json')
    assert.equal(Buffer.from(String(sent['x-name']), 'latin1').toString(), 'Анна X-Forged: yes')
    assert.equal(sent.host, `127.0.0.1:${port}`)
    assert.deepEqual([sent['x-forged'], sent['content-length']], [undefined, '12'])
  })

  test('[H-46] that sends elsewhere is not followed', async () => {
    for (const status of [301, 302, 303, 307, 308, 304]) {
      answer = (_, response) =>
        void response.writeHead(status, { location: 'http://169.254.169.254/' }).end()
      assert.equal(await reasonOf(ask()), 'redirect')
    }
    assert.equal(asked.length, 6)
  })

  test('that is too large is not read to its end', async () => {
    let written = 0
    answer = (_, response) => {
      const more = () => {
        while (!response.destroyed && written < 50_000_000) {
          written += 65_536
          if (!response.write(Buffer.alloc(65_536))) return void response.once('drain', more)
        }
        response.end()
      }
      more()
    }
    assert.equal(await reasonOf(ask({ maxBytes: 100_000 })), 'too-large')
    assert.ok(written < 20_000_000, `${written}`)
    answer = (_, response) => void response.end(Buffer.alloc(100_000))
    assert.equal((await ask({ maxBytes: 100_000 })).body.length, 100_000)
    answer = (_, response) => void response.writeHead(200, { 'x-much': 'a'.repeat(40_000) }).end()
    assert.equal(await reasonOf(ask()), 'too-large')
  })

  test('that does not come in its time is not waited for', async () => {
    const slow: (typeof answer)[] = [
      () => {},
      (_, response) => void response.writeHead(200).write('a'),
      // A byte now and then keeps the connection alive, not the patience.
      (_, response) => {
        const timer = setInterval(() => response.write('a'), 10)
        response.on('close', () => clearInterval(timer))
      },
    ]
    for (const each of slow) {
      answer = each
      const began = performance.now()
      assert.equal(await reasonOf(ask({ timeoutMs: 80 })), 'too-slow')
      assert.ok(performance.now() - began < 1000)
    }
  })

  test('of nobody is unreachable', async () => {
    answer = (request) => void request.socket.destroy()
    assert.equal(await reasonOf(ask()), 'unreachable')
    answer = (request) => void request.socket.end('hello, this is not HTTP\r\n\r\n')
    assert.equal(await reasonOf(ask()), 'unreachable')
    const nobody: LookupFunction = (_name, _options, callback) =>
      callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), '')
    const fetch = createSafeFetch({ allowedHosts: [], lookup: nobody })
    assert.equal(await reasonOf(fetch('https://bot.example/')), 'unreachable')
  })
})
