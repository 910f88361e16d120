import assert from 'node:assert/strict'
import { type AddressInfo, connect } from 'node:net'
import { before, describe, test } from 'node:test'
import type { Conversation, ServerFrame } from '@otklik/protocol'
import { WebSocket } from 'ws'

import { createTestCentre, type Member, type TestCentre, until } from '../testing/index.ts'

let centre: TestCentre
let address: string
before(async () => {
  centre = await createTestCentre('telegram')
  await centre.app.listen({ port: 0, host: '127.0.0.1' })
  address = `127.0.0.1:${(centre.app.server.address() as AddressInfo).port}`
})

interface Listener {
  socket: WebSocket
  frames: ServerFrame[]
  closed: Promise<number>
}

/** An open workplace, reduced to what it hears. */
function listen(member: Member, since: number, headers: Record<string, string> = {}): Listener {
  const socket = new WebSocket(`ws://${address}/api/v1/feed?since=${since}`, {
    headers: { cookie: member.browser.cookie, origin: `http://${address}`, ...headers },
  })
  const frames: ServerFrame[] = []
  socket.on('message', (data) => frames.push(JSON.parse(String(data))))
  socket.on('error', () => {})
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  return { socket, frames, closed }
}
const eventsOf = ({ frames }: Listener) =>
  frames.flatMap((frame) => (frame.type === 'events' ? frame.events : []))
const refusedWith = (socket: WebSocket) =>
  new Promise<number>((resolve) =>
    socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0)),
  )

describe('the feed', () => {
  test('gives every number once and in order, from where the reader is', async () => {
    const { number } = await centre.snapshot(centre.operator)
    const listener = listen(centre.operator, number)
    const people = await Promise.all([1, 2, 3].map((n) => centre.person(`Читатель ${n}`)))
    await Promise.all(
      people.flatMap((who) => ['раз', 'два'].map((text) => who.does('text', { text }))),
    )
    await until(
      () => eventsOf(listener).filter((e) => e.kind === 'message').length >= 6,
      'six words',
    )
    let last = number
    for (const frame of listener.frames) {
      if (frame.type !== 'events') continue
      assert.equal(frame.from, last + 1)
      assert.deepEqual(
        frame.events.map((event) => event.number),
        [...Array(frame.to - last).keys()].map((n) => last + 1 + n),
      )
      last = frame.to
    }
    listener.socket.close()
  })

  test('repeats what was missed, and ends where a fresh load does', async () => {
    const before = await centre.snapshot(centre.operator)
    const person = await centre.person('Пропущенный')
    await person.does('text', { text: 'пока вас не было' })
    await centre.conversationOf('Пропущенный')
    const listener = listen(centre.operator, before.number)
    const after = await centre.snapshot(centre.operator)
    await until(() => (eventsOf(listener).at(-1)?.number ?? 0) >= after.number, 'the missed events')
    const known = new Map(before.conversations.map((each) => [each.id, each]))
    for (const event of eventsOf(listener)) {
      if (event.kind === 'conversation') known.set(event.payload.id, event.payload)
    }
    const sorted = (all: Iterable<Conversation>) =>
      [...all].sort((a, b) => a.id.localeCompare(b.id))
    assert.deepEqual(sorted(known.values()), sorted(after.conversations))
    listener.socket.close()
  })

  test('asks a reader from the future to load anew', async () => {
    const listener = listen(centre.operator, 9_000_000)
    assert.equal(await listener.closed, 4001)
    assert.deepEqual(listener.frames, [{ type: 'resync', reason: 'hole' }])
  })
})

describe('the handshake', () => {
  test('refuses another site, no session and nonsense', async () => {
    const foreign = listen(centre.operator, 0, { origin: 'https://evil.example' })
    assert.equal(await refusedWith(foreign.socket), 403)
    const nobody = listen(centre.operator, 0, { cookie: 'otklik=nothing' })
    assert.equal(await refusedWith(nobody.socket), 401)
    const nonsense = listen(centre.operator, -1)
    assert.equal(await refusedWith(nonsense.socket), 422)
  })
})

test('outlives a request that is no address', async () => {
  const { port } = centre.app.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  socket.write('GET // HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  await new Promise((resolve) =>
    socket
      .on('close', resolve)
      .on('error', () => {})
      .resume(),
  )
  assert.ok((await centre.snapshot(centre.operator)).number >= 0)
})

describe('an open socket', () => {
  test('ends within five seconds when its user is disabled', async () => {
    const fired = await centre.signUp('operator', { accountId: centre.owner.accountId })
    const { number } = await centre.snapshot(fired)
    const listener = listen(fired, number)
    await new Promise((resolve) => listener.socket.on('open', resolve))
    const startedAt = performance.now()
    await centre.owner.browser.send('PATCH', `/api/v1/operators/${fired.operatorId}`, {
      isDisabled: true,
    })
    assert.equal(await listener.closed, 4001)
    assert.ok(performance.now() - startedAt < 5000)
    assert.equal(listener.frames.at(-1)?.type, 'resync')
  })

  test('ignores what a browser may not say', async () => {
    const { number } = await centre.snapshot(centre.operator)
    const listener = listen(centre.operator, number)
    await new Promise((resolve) => listener.socket.on('open', resolve))
    const forged = { type: 'events', from: 1, to: 1, events: [] }
    for (const text of ['{', '[]', JSON.stringify(forged), '{"type":"typing"}'])
      listener.socket.send(text)
    listener.socket.send(JSON.stringify({ type: 'ping' }))
    await until(() => listener.frames.some((frame) => frame.type === 'pong'), 'a pong')
    assert.equal(
      listener.frames.some((frame) => frame.type === 'events'),
      false,
    )
    listener.socket.close()
  })

  test('is closed by a frame that is too large', async () => {
    const { number } = await centre.snapshot(centre.operator)
    const listener = listen(centre.operator, number)
    await new Promise((resolve) => listener.socket.on('open', resolve))
    listener.socket.send('x'.repeat(70_000))
    assert.equal(await listener.closed, 1009)
  })

  test('tells colleagues who is looking at what', async () => {
    const person = await centre.person('Рассматриваемый')
    await person.does('text', { text: 'вы видите?' })
    const { id } = await centre.conversationOf('Рассматриваемый')
    const { number } = await centre.snapshot(centre.owner)
    const colleague = listen(centre.owner, number)
    const viewer = listen(centre.operator, number)
    await new Promise((resolve) => viewer.socket.on('open', resolve))
    viewer.socket.send(JSON.stringify({ type: 'viewing', conversationId: id }))
    const seen = await until(
      () =>
        colleague.frames.find((frame) => frame.type === 'hint' && frame.hint.kind === 'viewing'),
      'a hint',
    )
    assert.deepEqual(seen, {
      type: 'hint',
      hint: { kind: 'viewing', conversationId: id, operatorIds: [centre.operator.operatorId] },
    })
    colleague.socket.close()
    viewer.socket.close()
  })

  test('shows the customer that somebody is typing', async () => {
    const person = await centre.person('Ожидающий')
    await person.does('text', { text: 'жду' })
    const { id } = await centre.conversationOf('Ожидающий')
    await centre.operator.browser.send('POST', `/api/v1/conversations/${id}/assignment`)
    const { number } = await centre.snapshot(centre.operator)
    const listener = listen(centre.operator, number)
    await new Promise((resolve) => listener.socket.on('open', resolve))
    listener.socket.send(JSON.stringify({ type: 'typing', conversationId: id }))
    await until(async () => {
      const chat = await centre.emulators.control<{ typing?: unknown }>(
        'telegram',
        `bots/${centre.bot.id}/chats/${person.id}`,
      )
      return Boolean(chat.typing)
    }, 'typing on the phone')
    listener.socket.close()
  })
})
