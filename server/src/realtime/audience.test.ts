import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'

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

describe('[REQ-13] a reader of their own conversations', () => {
  let reader: Member
  const own = async (member: Member, scope: string) =>
    centre.owner.browser.send('PATCH', `/api/v1/operators/${member.operatorId}`, { scope })
  const opened = ({ socket }: Listener) =>
    until(() => socket.readyState === socket.OPEN, 'an open socket')
  const hintsOf = ({ frames }: Listener, kind: string) =>
    frames.flatMap((frame) => (frame.type === 'hint' && frame.hint.kind === kind ? frame.hint : []))
  /** Waiting for everybody, and thus out of their sight. */
  const waiting = async (name: string) => {
    const person = await centre.person(name)
    await person.does('text', { text: `здравствуйте, я ${name}` })
    return (await centre.conversationOf(name)).id
  }

  beforeEach(async () => {
    reader = await centre.signUp('operator', { accountId: centre.owner.accountId })
    await own(reader, 'own')
  })

  test('hears that one is gone when they lose it, and nothing else of it', async () => {
    const id = await waiting('Уходящий')
    const { number } = await centre.snapshot(reader)
    const listener = listen(reader, number)
    const { browser } = centre.owner
    const to = { kind: 'operator', id: reader.operatorId }
    await browser.send('POST', `/api/v1/conversations/${id}/assignment`)
    await browser.send('POST', `/api/v1/conversations/${id}/transfer`, { to })
    await browser.send('POST', `/api/v1/conversations/${id}/assignment`)
    const gone = await until(
      () => listener.events().find(({ kind }) => kind === 'gone'),
      'that it is gone',
    )
    assert.deepEqual(gone.payload, { id })
    const note = { clientId: 'after-it-left', kind: 'note', text: 'уже не ваше' }
    await browser.send('POST', `/api/v1/conversations/${id}/messages`, note)
    await browser.send('PUT', '/api/v1/operators/me/status', { status: 'online' })
    await until(() => listener.events().at(-1)?.kind === 'operator', 'what is everybody’s')
    assert.equal(JSON.stringify(listener.frames).includes('уже не ваше'), false)
    // It came into their sight, and left it.
    const told = listener.events().filter(({ payload }) => (payload as { id?: string }).id === id)
    assert.deepEqual([...new Set(told.map(({ kind }) => kind))], ['conversation', 'gone'])
    listener.socket.close()
  })

  test('is told how far the feed is where nothing in it is theirs', async () => {
    const { number } = await centre.snapshot(reader)
    const listener = listen(reader, number)
    await opened(listener)
    await waiting('Не ваш')
    const after = await centre.snapshot(reader)
    const upTo = async () => {
      listener.socket.send('{"type":"ping"}')
      return listener.frames.some((frame) => frame.type === 'events' && frame.to >= after.number)
    }
    await until(upTo, 'the number')
    assert.equal(JSON.stringify(listener.frames).includes('Не ваш'), false)
    listener.socket.close()
  })

  test('comes back with another view when their scope or their teams change', async () => {
    const changes = [
      () => own(reader, 'team'),
      () =>
        centre.owner.browser.send('POST', '/api/v1/teams', {
          name: `Группа ${reader.operatorId}`,
          memberIds: [reader.operatorId],
        }),
    ]
    for (const change of changes) {
      const { number, viewId } = await centre.snapshot(reader)
      const listener = listen(reader, number, { viewId })
      await opened(listener)
      await change()
      assert.equal(await listener.closed, 4001)
      const resync = { type: 'resync', reason: 'access-changed' }
      assert.deepEqual(listener.frames.at(-1), resync)
      // What they hold was made for who they were.
      const late = listen(reader, number, { viewId })
      assert.equal(await late.closed, 4001)
      assert.deepEqual(late.frames, [resync])
    }
  })

  test('is not told who looks and types where they see nothing', async () => {
    const id = await waiting('Невидимый')
    const visible = await waiting('Видимый')
    await centre.owner.browser.send('POST', `/api/v1/conversations/${visible}/assignment`)
    await centre.owner.browser.send('POST', `/api/v1/conversations/${visible}/transfer`, {
      to: { kind: 'operator', id: reader.operatorId },
    })
    const { number } = await centre.snapshot(reader)
    const listener = listen(reader, number)
    const colleague = listen(centre.owner, number)
    await Promise.all([opened(listener), opened(colleague)])
    for (const conversationId of [id, visible]) {
      colleague.socket.send(JSON.stringify({ type: 'viewing', conversationId }))
      colleague.socket.send(JSON.stringify({ type: 'typing', conversationId }))
      // Looking there themselves tells them nothing either.
      listener.socket.send(JSON.stringify({ type: 'viewing', conversationId: id }))
    }
    await until(() => hintsOf(listener, 'operator-typing').length > 0, 'typing in what is theirs')
    const about = listener.frames.flatMap((frame) =>
      frame.type === 'hint' && 'conversationId' in frame.hint ? frame.hint.conversationId : [],
    )
    assert.deepEqual([...new Set(about)], [visible])
    listener.socket.close()
    colleague.socket.close()
  })

  test('does not notice that a supervisor looks', async () => {
    const id = await waiting('Проверяемый')
    const { browser } = centre.operator
    await browser.send('POST', `/api/v1/conversations/${id}/assignment`)
    const holder = listen(centre.operator, (await centre.snapshot(centre.operator)).number)
    const supervisor = await centre.signUp('supervisor', { accountId: centre.owner.accountId })
    const looking = listen(supervisor, (await centre.snapshot(supervisor)).number)
    await Promise.all([opened(holder), opened(looking)])
    const before = (await browser.get(`/api/v1/conversations/${id}`)).json().unread
    looking.socket.send(JSON.stringify({ type: 'viewing', conversationId: id }))
    await supervisor.browser.send('PUT', `/api/v1/conversations/${id}/read`, { seq: 1 })
    looking.socket.send(JSON.stringify({ type: 'typing', conversationId: id }))
    await until(() => hintsOf(holder, 'operator-typing').length > 0, 'that somebody types')
    const seen = hintsOf(holder, 'viewing').flatMap((hint) =>
      hint.kind === 'viewing' ? hint.operatorIds : [],
    )
    assert.deepEqual(seen, [])
    assert.equal((await browser.get(`/api/v1/conversations/${id}`)).json().unread, before)
    holder.socket.close()
    looking.socket.close()
  })
})
