import assert from 'node:assert/strict'
import { afterEach, before, beforeEach, describe, test } from 'node:test'

import type { Message } from '@otklik/protocol'

import { Store } from '../../ui/store.ts'
import { openWords } from '../../words/language.ts'
import type { Feed } from '../feed/feed.ts'
import { Outbox } from './outbox.ts'

let server: Server
let feed: ReturnType<typeof fakeFeed>
let outbox: Outbox

describe('what is on its way to the server', () => {
  before(openWords)
  beforeEach(() => {
    const stored = new Map<string, string>()
    Object.assign(globalThis, { localStorage: storageOver(stored), window: new EventTarget() })
    server = new Server()
    globalThis.fetch = server.fetch
    feed = fakeFeed()
    outbox = opened()
  })

  afterEach(() => outbox.stop())

  test('sends in the order of writing', async () => {
    write('первое')
    write('второе')
    await until(() => outbox.items.get().length === 0)
    assert.deepEqual(server.texts(), ['первое', 'второе'])
  })

  test('repeats under the same name when no answer came', async () => {
    server.losesAnswers = 1
    write('где заказ')
    await until(() => server.calls === 1)
    feed.link.set({ status: 'online' })
    await until(() => outbox.items.get().length === 0)
    assert.deepEqual(server.texts(), ['где заказ'])
    assert.equal(server.calls, 2)
  })

  test('forgets a message that the feed brings first', async () => {
    server.losesAnswers = 1
    write('дошло')
    await until(() => server.calls === 1)
    feed.bring(server.messages)
    assert.deepEqual(outbox.items.get(), [])
  })

  test('keeps what was not sent over a reload', async () => {
    server.losesAnswers = 1
    write('переживёт')
    await until(() => server.calls === 1)
    outbox.stop()
    outbox = opened()
    await until(() => outbox.items.get().length === 0)
    assert.deepEqual(server.texts(), ['переживёт'])
  })

  test('stops at a refusal and lets the next one go', async () => {
    server.refuses = 'нельзя'
    write('нельзя')
    write('можно')
    await until(() => server.texts().includes('можно'))
    assert.deepEqual(
      outbox.items.get().map(({ text, failure }) => [text, failure]),
      [['нельзя', 'Клиент заблокировал бота']],
    )
  })

  test('says that all has left only when the server has it', async () => {
    server.losesAnswers = 1
    write('вот счёт')
    write('и договор')
    let hasLeft: boolean | undefined
    void outbox.hasLeft('marina').then((told) => {
      hasLeft = told
    })
    await until(() => server.calls === 1)
    assert.equal(hasLeft, undefined)
    assert.equal(await outbox.hasLeft('pavel'), true)
    feed.link.set({ status: 'online' })
    await until(() => hasLeft !== undefined)
    assert.equal(hasLeft, true)
    assert.deepEqual(server.texts(), ['вот счёт', 'и договор'])
  })

  test('says that something has not left when it is refused or withdrawn', async () => {
    server.refuses = 'нельзя'
    write('нельзя')
    write('можно')
    assert.equal(await outbox.hasLeft('marina'), false)
    await until(() => server.texts().includes('можно'))
    server.losesAnswers = 1
    write('забыли')
    const hasLeft = outbox.hasLeft('marina')
    outbox.withdraw(outbox.items.get().at(-1)?.clientId ?? '')
    assert.equal(await hasLeft, false)
  })

  test('waits for a change of what was sent as for a message', async () => {
    const change = Promise.withResolvers<string>()
    const changed = outbox.accompany('marina', change.promise)
    let hasLeft: boolean | undefined
    const asked = outbox.hasLeft('marina').then((told) => {
      hasLeft = told
    })
    assert.equal(await outbox.hasLeft('pavel'), true)
    assert.equal(hasLeft, undefined)
    change.resolve('исправлено')
    await asked
    assert.deepEqual([await changed, hasLeft], ['исправлено', true])

    const refused = outbox.accompany('marina', Promise.reject(new Error('закрыто')))
    assert.equal(await outbox.hasLeft('marina'), false)
    await assert.rejects(refused, /закрыто/)
    assert.equal(await outbox.hasLeft('marina'), true)
  })
})

function opened(): Outbox {
  const made = new Outbox(feed as unknown as Feed, 'anna')
  made.start()
  return made
}

function write(text: string): void {
  outbox.send({ conversationId: 'marina', kind: 'message', text, uploads: [] })
}

/** Answers as the API does: the same `clientId` gives the same message. */
class Server {
  readonly messages: Message[] = []
  calls = 0
  losesAnswers = 0
  refuses: string | undefined

  texts(): string[] {
    return this.messages.map(({ text }) => text)
  }

  fetch = async (_url: unknown, init?: { body?: unknown }): Promise<Response> => {
    this.calls += 1
    const { clientId, text } = JSON.parse(String(init?.body)) as { clientId: string; text: string }
    if (text === this.refuses) {
      const error = { code: 'contact-blocked', message: 'Клиент заблокировал бота' }
      return Response.json({ error, requestId: '7F3A-19' }, { status: 409 })
    }
    let message = this.messages.find((each) => each.clientId === clientId)
    if (!message) {
      message = { clientId, text, id: clientId, conversationId: 'marina' } as Message
      this.messages.push(message)
    }
    if (this.losesAnswers > 0) {
      this.losesAnswers -= 1
      throw new TypeError('the answer was lost')
    }
    return Response.json(message)
  }
}

function fakeFeed() {
  const listeners = new Set<(messages: readonly Message[]) => void>()
  return {
    link: new Store<{ status: string }>({ status: 'connecting' }),
    bring: (messages: readonly Message[]) => {
      for (const listener of listeners) listener(messages)
    },
    onMessages: (listener: (messages: readonly Message[]) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    learnMessage: () => {},
    doubt: () => {},
  }
}

/** Keys are enumerable as those of a real storage are, and methods are not. */
function storageOver(stored: Map<string, string>): Storage {
  const methods = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  }
  return new Proxy(methods as unknown as Storage, {
    ownKeys: () => [...stored.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  })
}

async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 400 && !isSo(); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  assert.ok(isSo())
}
