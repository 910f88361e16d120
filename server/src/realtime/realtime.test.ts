import assert from 'node:assert/strict'
import { type AddressInfo, connect } from 'node:net'
import { before, describe, test } from 'node:test'
import type { Conversation, Message } from '@otklik/protocol'
import type { WebSocket } from 'ws'

import {
  createTestCentre,
  type Listener,
  type Member,
  openListening,
  type TestCentre,
  until,
} from '../testing/index.ts'

let centre: TestCentre
let listen: Awaited<ReturnType<typeof openListening>>
before(async () => {
  centre = await createTestCentre('telegram')
  listen = await openListening(centre)
})

const eventsOf = (listener: Listener) => listener.events()
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

  test('[H-34] repeats what was missed, and ends where a fresh load does', async () => {
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

  test('[H-34] goes on for a reader who was cut off after any number, to what a fresh load shows', async () => {
    const before = await centre.snapshot(centre.operator)
    const person = await centre.person('Обрывистый')
    for (const text of ['раз', 'два', 'три']) await person.does('text', { text })
    const { id } = await centre.conversationOf('Обрывистый')
    await centre.transcript(id, (all) => all.some(({ text }) => text === 'три'))
    const fresh = await until(async () => {
      const { number, conversations } = await centre.snapshot(centre.operator)
      const messages = await centre.messagesOf(id)
      const isStill = (await centre.snapshot(centre.operator)).number === number
      return isStill && { number, conversations, messages }
    }, 'a moment when nothing happens')
    const heardAfter = async (since: number) => {
      const listener = listen(centre.operator, since)
      const last = () => eventsOf(listener).at(-1)?.number ?? since
      await until(() => last() >= fresh.number, `what follows ${since}`)
      listener.socket.close()
      return eventsOf(listener).filter(({ number }) => number <= fresh.number)
    }
    const all = await heardAfter(before.number)
    assert.ok(all.length >= 4, `${all.length} events`)
    for (const [index, { number: cut }] of all.entries()) {
      if (cut === fresh.number) break
      const heard = [...all.slice(0, index + 1), ...(await heardAfter(cut))]
      assert.deepEqual(
        heard.map(({ number }) => number),
        [...heard.keys()].map((n) => before.number + 1 + n),
      )
      const known = new Map(before.conversations.map((each) => [each.id, each]))
      const said = new Map<string, Message>()
      for (const { kind, payload } of heard) {
        if (kind === 'conversation') known.set(payload.id, payload)
        if (kind === 'message') said.set(payload.id, payload)
      }
      assert.deepEqual(known, new Map(fresh.conversations.map((each) => [each.id, each])))
      assert.deepEqual([...said.values()], fresh.messages)
    }
  })

  test('[H-34] asks a reader from the future to load anew', async () => {
    const listener = listen(centre.operator, 9_000_000)
    assert.equal(await listener.closed, 4001)
    assert.deepEqual(listener.frames, [{ type: 'resync', reason: 'hole' }])
  })
})

describe('[H-34] a reader who is slow', () => {
  const STEP = 100
  /** A step of it is a megabyte: much more than lines between us hold by themselves comes to be. */
  async function happens({ accountId }: Member): Promise<number> {
    const { rows } = await centre.database.query<{ number: number }>(
      `with counted as (
         update account_counters set feed_number = feed_number + $2 where account_id = $1
         returning feed_number as number),
       told as (
         insert into feed (account_id, number, kind, version, payload)
         select $1, c.number - $2 + n, 'operator', 1, jsonb_build_object('id', repeat(md5(n::text), 320))
         from counted c, generate_series(1, $2) n)
       select number from counted`,
      [accountId, STEP],
    )
    centre.hints.send('feed', accountId)
    return rows[0]!.number
  }
  const numbersOf = (listener: Listener) => eventsOf(listener).map(({ number }) => number)
  const upTo = (listener: Listener, number: number) =>
    until(() => eventsOf(listener).at(-1)?.number === number, `everything up to ${number}`, 30_000)
  const range = (from: number, to: number) => [...Array(to - from).keys()].map((n) => from + 1 + n)

  test('costs the server a megabyte, is let go, and goes on where it was', async () => {
    const member = await centre.signUp('owner')
    const { number } = await centre.snapshot(member)
    const [stalled, quick] = [listen(member, number), listen(member, number)]
    for (const { socket } of [stalled, quick]) {
      await until(() => socket.readyState === socket.OPEN, 'an open socket')
    }
    // That they have come is told too, a moment later.
    await upTo(quick, number + 1)
    stalled.socket.pause()
    let last = number
    for (let step = 0; step < 30; step++) {
      last = await happens(member)
      await upTo(quick, last)
    }
    assert.deepEqual(numbersOf(quick), range(number, last), 'others are told everything meanwhile')
    stalled.socket.resume()
    assert.equal(await stalled.closed, 1006)
    const heard = eventsOf(stalled).at(-1)?.number ?? number
    assert.deepEqual(numbersOf(stalled), range(number, heard))
    // The rest was thrown away, not kept for whenever they would listen.
    assert.ok(last - heard > 10 * STEP, `${last - heard} of ${last - number} were not kept`)

    const again = listen(member, heard)
    await until(() => again.socket.readyState === again.socket.OPEN, 'an open socket')
    // Told at the pace they listen: nobody is let go for having been away.
    again.socket.pause()
    last = await happens(member)
    await upTo(quick, last)
    again.socket.resume()
    await upTo(again, last)
    assert.deepEqual(numbersOf(again), range(heard, last))
    for (const { socket } of [quick, again]) socket.close()
  })
})

describe('the handshake', () => {
  test('[H-35] refuses another site, no session and nonsense', async () => {
    const foreign = listen(centre.operator, 0, { headers: { origin: 'https://evil.example' } })
    assert.equal(await refusedWith(foreign.socket), 403)
    const nobody = listen(centre.operator, 0, { headers: { cookie: 'otklik=nothing' } })
    assert.equal(await refusedWith(nobody.socket), 401)
    const nonsense = listen(centre.operator, -1)
    assert.equal(await refusedWith(nonsense.socket), 422)
  })
})

test('[H-35] outlives a request that is no address', async () => {
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
  test('[H-38] ends within five seconds when its user is disabled', async () => {
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

  test('[H-35] ignores what a browser may not say', async () => {
    const { number } = await centre.snapshot(centre.operator)
    const listener = listen(centre.operator, number)
    await new Promise((resolve) => listener.socket.on('open', resolve))
    const forged = { type: 'events', from: 1, to: 1, events: [] }
    for (const text of ['{', '[]', JSON.stringify(forged), '{"type":"typing"}'])
      listener.socket.send(text)
    listener.socket.send(JSON.stringify({ type: 'ping' }))
    await until(() => listener.frames.some((frame) => frame.type === 'pong'), 'a pong')
    assert.equal(
      listener.frames.some((frame) => frame.type === 'events' && frame.from === 1),
      false,
    )
    listener.socket.close()
  })

  test('[H-35] is closed by a frame that is too large', async () => {
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
