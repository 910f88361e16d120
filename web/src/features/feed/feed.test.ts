import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, mock, test } from 'node:test'
import type { FeedEvent, ServerFrame, Snapshot } from '@otklik/protocol'

import { Feed } from './feed.ts'

// Within its own walls: what stands outside would hold for every test of the process.
describe('the bar', () => {
  let feed: Feed
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] })
    sockets.length = 0
    const window = Object.assign(new EventTarget(), {
      location: { protocol: 'http:', host: 'verba.example' },
    })
    const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
    Object.assign(globalThis, { window, document, WebSocket: Socket })
    globalThis.fetch = async () => Response.json(snapshot)
    feed = new Feed('anna', () => {})
  })
  afterEach(() => {
    feed.stop()
    mock.timers.reset()
  })

  test('does not say «online» for a connection that is gone', async () => {
    feed.start()
    await until(() => sockets.length === 1)
    sockets[0]!.opens()
    sockets[0]!.says({ type: 'pong', serverTime: snapshot.serverTime })
    mock.timers.tick(1)
    assert.equal(feed.link.get().status, 'online')

    const second = comesBack()
    second.says({ type: 'events', from: 1, to: 1, events: [changed(1)] })
    second.says({ type: 'pong', serverTime: snapshot.serverTime })
    const third = comesBack()
    third.says({ type: 'events', from: 2, to: 2, events: [changed(2)] })
    mock.timers.tick(1400)
    assert.equal(feed.link.get().status, 'catching-up')
    third.says({ type: 'pong', serverTime: snapshot.serverTime })
    mock.timers.tick(1500)
    assert.equal(feed.link.get().status, 'online')
  })
})

const sockets: Socket[] = []

class Socket extends EventTarget {
  static readonly OPEN = 1
  readyState = 0

  constructor() {
    super()
    sockets.push(this)
  }

  opens(): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }

  says(frame: ServerFrame): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }))
  }

  send(): void {}

  close(): void {}
}

/** The line breaks, and the next one opens. */
function comesBack(): Socket {
  sockets.at(-1)?.dispatchEvent(new Event('close'))
  mock.timers.tick(600)
  const next = sockets.at(-1)!
  next.opens()
  return next
}

const changed = (number: number): FeedEvent => ({ number, kind: 'bots', payload: {} })

const snapshot: Snapshot = {
  number: 0,
  viewId: 'all',
  serverTime: '2026-10-03T14:32:00Z',
  operators: [],
  teams: [],
  channels: [],
  channelKinds: [],
  troubles: [],
  mentions: [],
  conversations: [],
}

async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !isSo(); turn += 1) {
    await new Promise((resolve) => setImmediate(resolve))
  }
  assert.ok(isSo())
}
