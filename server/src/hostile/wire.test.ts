/** What comes over the wire, byte by byte, and what every answer carries back. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { WebSocket } from 'ws'

import { createLimits } from '../http/index.ts'
import {
  addTrialPlatform,
  createTrialCentre,
  type TrialCentre,
  trialMessage,
  until,
} from '../testing/index.ts'

let centre: TrialCentre
let port: number
let webhook: { path: string; secret: string }
before(async () => {
  addTrialPlatform({
    connection: () => ({
      translate(body) {
        if (body.includes('poison')) throw new Error('cannot be read')
        return JSON.parse(body.toString(), (name, value) =>
          name === 'at' ? new Date(value) : value,
        ).events
      },
    }),
  })
  const plenty = { points: 1_000_000, duration: 60 }
  centre = await createTrialCentre(undefined, {
    limits: createLimits({ api: plenty, anonymous: plenty, visitorsOfNetwork: plenty }),
  })
  await centre.app.listen({ port: 0, host: '127.0.0.1' })
  port = (centre.app.server.address() as AddressInfo).port
  const { rows } = await centre.database.query<{ key: string }>('select key from webhook_keys')
  const { settings } = await centre.server.connecting.channels.get(
    centre.owner.accountId,
    centre.channelId,
  )
  webhook = { path: `/webhooks/${rows[0]!.key}`, secret: String(settings.webhookSecret) }
})

/** Says these bytes and hears all that is answered, until the other side hangs up or says enough. */
async function say(text: string | Buffer, isEnough = /\r\n\r\n/): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  let heard = ''
  socket.on('data', (bytes) => (heard += bytes.toString('latin1')))
  socket.write(text)
  await until(() => socket.closed || isEnough.test(heard), 'an answer').finally(() =>
    socket.destroy(),
  )
  return heard
}

const post = (body: string | Buffer, more = '', length = Buffer.byteLength(body)): Buffer =>
  Buffer.concat([
    Buffer.from(
      `POST ${webhook.path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nx-trial: ${webhook.secret}\r\n` +
        `content-type: application/json\r\n${more}content-length: ${length}\r\n\r\n`,
    ),
    Buffer.from(body),
  ])
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])
const events = (...told: object[]) => JSON.stringify({ events: told })
const stored = async () => {
  const { rows } = await centre.database.query<{ count: string }>('select count(*) from inbox')
  return Number(rows[0]!.count)
}
let people = 0
/** A message like any other comes through. */
async function goesOn(): Promise<void> {
  const name = `Обычный ${++people}`
  assert.equal(statusOf(await say(post(events(trialMessage(name, name, 'здравствуйте'))))), 200)
  await until(async () => {
    const { rows } = await centre.database.query(
      'select 1 from conversations where channel_id = $1 and thread = $2',
      [centre.channelId, name],
    )
    return rows.length > 0
  }, `the conversation with ${name}`)
}

describe('a body that means no good', () => {
  test('[H-25] nests without end: refused before it is parsed, and the next one comes in', async () => {
    const before = await stored()
    for (const depth of [65, 7000, 40_000]) {
      assert.equal(statusOf(await say(post('['.repeat(depth) + ']'.repeat(depth)))), 400)
      assert.equal(statusOf(await say(post('{"a":'.repeat(depth / 5) + '1'))), 400)
    }
    assert.equal(statusOf(await say(post('['.repeat(4_000_000)))), 413)
    assert.equal(await stored(), before)
    await goesOn()
  })

  test('[H-26] is large, wide or compressed: refused, and nothing of it is kept', async () => {
    const before = await stored()
    assert.equal(statusOf(await say(post(Buffer.alloc(10 * 1024 * 1024, 0x20)))), 413)
    assert.equal(statusOf(await say(post(`{"${'k'.repeat(1024 * 1024)}":1}`))), 413)
    const keys = Array.from({ length: 1_000_000 }, (_, n) => `"k${n}":1`).join()
    assert.equal(statusOf(await say(post(`{${keys}}`))), 413)
    const bomb = gzipSync(Buffer.alloc(10 * 1024 * 1024))
    assert.equal(statusOf(await say(post(bomb, 'content-encoding: gzip\r\n'))), 415)
    assert.equal(await stored(), before)
    await goesOn()
  })

  test('[H-26] lies about its length: nothing of it is kept', async () => {
    const before = await stored()
    const whole = events(trialMessage('Лжец', 'lie', 'часть'))
    // Shorter than it is: what is left over is no request of its own.
    assert.equal(statusOf(await say(post(whole, '', 20))), 400)
    // Both ways to say it at once, and two lengths: neither is believed.
    assert.equal(statusOf(await say(post(whole, 'transfer-encoding: chunked\r\n'))), 400)
    assert.equal(statusOf(await say(post(whole, 'content-length: 5\r\n'))), 400)
    assert.equal(statusOf(await say(post(whole, '', -1))), 400)
    // Longer than it is: whoever hangs up has sent nothing.
    const socket = connect(port, '127.0.0.1')
    socket.write(post(whole, '', 10_000))
    await once(socket, 'connect')
    socket.destroy()
    await goesOn()
    assert.equal(await stored(), before + 1)
  })

  test('[H-26] comes byte by byte on two hundred lines: others are served meanwhile', async () => {
    const rss = process.memoryUsage().rss
    const slow: Socket[] = []
    for (let n = 0; n < 200; n++) {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => {})
      socket.write(post('', '', 100_000))
      slow.push(socket)
    }
    const drip = setInterval(() => {
      for (const socket of slow) socket.write(' ')
    }, 20)
    try {
      for (let n = 0; n < 5; n++) await goesOn()
      assert.ok(process.memoryUsage().rss - rss < 64 * 1024 * 1024)
    } finally {
      clearInterval(drip)
      for (const socket of slow) socket.destroy()
    }
  })

  test('[H-26] a head that is too long, or none, ends its own connection', async () => {
    const head = `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`
    assert.ok([414, 431].includes(statusOf(await say(head))))
    assert.equal(statusOf(await say(`GET / HTTP/1.1\r\nx: ${'b'.repeat(20_000)}\r\n\r\n`)), 431)
    for (const nonsense of ['\0\0\0\0\r\n\r\n', 'GET / HTTP/9\r\n\r\n']) {
      assert.equal(statusOf(await say(nonsense)), 400)
    }
    await goesOn()
  })

  test('[H-30] fails each time: set aside after five tries, and its neighbours go on', async () => {
    assert.equal(await centre.tell(trialMessage('poison', 'poison', 'яд')), 200)
    await goesOn()
    await until(async () => {
      // What waits for its next try is due now.
      await centre.database.query("update inbox set next_at = now() where state = 'new'")
      centre.hints.send('inbox', centre.owner.accountId)
      const { rows } = await centre.database.query<{ tries: number }>(
        "select tries from inbox where state = 'quarantined'",
      )
      return rows[0]?.tries === 5
    }, 'the quarantine')
    const path = `/api/v1/channels/${centre.channelId}/quarantine`
    const [kept] = (await centre.owner.browser.get(path)).json<{ body: string }[]>()
    assert.match(kept?.body ?? '', /poison/)
    await goesOn()
  })

  test('[H-29] names nobody can see, or that turn the text, become names that stay in place', async () => {
    await centre.tell(trialMessage('\u202Egnp.exe', 'rtl', 'а'), trialMessage('\u200b ', 'zw', 'б'))
    const names = await until(async () => {
      const { rows } = await centre.database.query<{ name: string }>(
        "select name from contacts where name like '%gnp%' or name = ''",
      )
      return rows.length > 0 && rows.map(({ name }) => name)
    }, 'the contacts')
    assert.ok(names.includes('gnp.exe'), names.join())
  })
})

describe('every answer', () => {
  const sent = async (url: string, method: string, cookie = '') =>
    centre.app.inject({
      method: method as 'GET',
      url: url.replace(/:\w+/g, '00000000-0000-4000-8000-000000000000'),
      headers: {
        host: 'otklik.example',
        origin: 'https://otklik.example',
        ...(cookie && { cookie }),
      },
    })

  test('[H-36] of every route, to somebody and to nobody, has the headers that protect it', async () => {
    let met = 0
    for (const { method, url, access } of centre.app.declaredRoutes) {
      if (/\/sessions?$/.test(url) && method === 'DELETE') continue
      for (const cookie of ['', centre.owner.browser.cookie]) {
        const { headers, statusCode } = await sent(url, method, cookie)
        const where = `${method} ${url} ${statusCode}`
        const policy = String(headers['content-security-policy'])
        assert.match(policy, /default-src 'none'/, where)
        assert.doesNotMatch(policy, /unsafe|\*/, where)
        assert.match(policy, /frame-ancestors|sandbox/, where)
        assert.equal(headers['x-content-type-options'], 'nosniff', where)
        assert.equal(headers['referrer-policy'], 'no-referrer', where)
        assert.match(String(headers['strict-transport-security']), /max-age=31536000/, where)
        assert.equal(headers['cross-origin-opener-policy'], 'same-origin', where)
        assert.equal(headers['x-powered-by'] ?? headers.server, undefined, where)
        if (access !== 'site')
          assert.equal(headers['access-control-allow-origin'], undefined, where)
        assert.equal(headers['access-control-allow-credentials'], undefined, where)
        if (url.startsWith('/api/'))
          assert.match(String(headers['cache-control']), /no-store/, where)
        for (const set of [headers['set-cookie'] ?? []].flat()) {
          assert.match(
            set,
            /^__Host-(?=.*; Path=\/)(?=.*; HttpOnly)(?=.*; Secure)(?=.*; SameSite=Lax)/,
            where,
          )
        }
        met++
      }
    }
    assert.ok(met > 400, String(met))
  })

  test('[H-36] of what is no route, or no request of ours, has them too', async () => {
    for (const [method, url, more] of [
      ['GET', '/nowhere', {}],
      ['GET', '/api/v1/nowhere', {}],
      ['PUT', '/health', {}],
      ['TRACE', '/api/v1/session', {}],
      [
        'POST',
        '/api/v1/session',
        { payload: '{', headers: { 'content-type': 'application/json' } },
      ],
      ['POST', '/api/v1/session', { payload: 'x', headers: { 'content-type': 'text/plain' } }],
      ['GET', '/%E0%A4%A', {}],
      ['GET', '/api/v1/x%00', {}],
    ] as const) {
      const answer = await centre.app.inject({ method: method as 'GET', url, ...more })
      const { headers, statusCode } = answer
      assert.ok(statusCode < 500, `${method} ${url}: ${statusCode}`)
      assert.match(String(headers['content-security-policy']), /default-src 'none'/, url)
      assert.equal(headers['x-content-type-options'], 'nosniff', url)
      assert.doesNotMatch(answer.body, /node_modules|\.ts:|at \w+ \(/, url)
    }
  })
})

describe('[H-35] a socket', () => {
  const open = (headers: Record<string, string>) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/feed?since=0`, { headers })
    return new Promise<{ status: number; socket: WebSocket }>((resolve) => {
      socket.on('unexpected-response', (_, answer) =>
        resolve({ status: answer.statusCode!, socket }),
      )
      socket.on('open', () => resolve({ status: 101, socket }))
      socket.on('error', () => {})
    })
  }
  const own = () => ({ cookie: centre.owner.browser.cookie, origin: 'https://otklik.example' })

  test('opens for our own pages alone', async () => {
    const { cookie } = own()
    for (const origin of ['https://evil.example', 'null', 'https://otklik.example.evil.example']) {
      assert.equal((await open({ cookie, origin })).status, 403, origin)
    }
    assert.equal((await open({ cookie })).status, 403, 'no origin at all')
    assert.equal((await open({ ...own(), cookie: 'otklik=x' })).status, 401)
  })

  test('hears a thousand frames and forged ones, and goes on', async () => {
    const { socket, status } = await open(own())
    assert.equal(status, 101)
    const heard: string[] = []
    socket.on('message', (data) => heard.push(String(data)))
    for (const forged of [
      { type: 'events', from: 1, to: 9, events: [] },
      { type: 'hint', hint: { kind: 'viewing' } },
      { type: 'viewing', conversationId: { $ne: null } },
      { type: '__proto__' },
    ]) {
      socket.send(JSON.stringify(forged))
    }
    socket.send(Buffer.alloc(1000))
    for (let n = 0; n < 1000; n++) socket.send('{"type":"ping"}')
    await until(() => {
      socket.send('{"type":"ping"}')
      return heard.some((frame) => frame.includes('pong'))
    }, 'a pong')
    assert.ok(heard.filter((frame) => frame.includes('pong')).length < 200, 'not one per frame')
    const closed = once(socket, 'close')
    socket.send(Buffer.alloc(10 * 1024 * 1024))
    assert.equal((await closed)[0], 1009)
    await goesOn()
  })
})
