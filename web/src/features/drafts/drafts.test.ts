import assert from 'node:assert/strict'
import { afterEach, before, beforeEach, describe, test } from 'node:test'
import type { Hint, Message } from '@otklik/protocol'

import { Store } from '../../ui/store.ts'
import { openWords } from '../../words/language.ts'
import type { Feed } from '../feed/feed.ts'
import { Drafts } from './drafts.ts'

type DraftHint = Extract<Hint, { kind: 'draft' }>

const saved = new Map<string, Record<string, unknown>>()
let stored: Map<string, string>
let isAway = false
let messages: (found: readonly Message[]) => void
let hints: (hint: DraftHint) => void
let drafts: Drafts

// Within its own walls: what stands outside would hold for every test of the process.
describe('drafts', () => {
  before(openWords)
  beforeEach(() => {
    saved.clear()
    stored = new Map()
    isAway = false
    Object.assign(globalThis, { localStorage: storage(), window: new EventTarget() })
    globalThis.fetch = answer
    drafts = opened()
  })
  afterEach(() => drafts.stop())

  test('saves the last of what was typed, and says so', async () => {
    drafts.change('marina', { text: 'Доб' })
    drafts.change('marina', { text: 'Добрый день' })
    await until(() => drafts.get('marina')?.isSaved === true)
    assert.equal(saved.get('marina')?.text, 'Добрый день')
    assert.equal(stored.size, 0)
  })

  test('keeps in this browser what the server has not heard of', async () => {
    isAway = true
    drafts.change('marina', { text: 'Едем' })
    assert.equal(stored.size, 1)
    drafts.stop()
    drafts = opened()
    assert.equal(drafts.get('marina')?.text, 'Едем')
  })

  test('takes over what another device has written, unless one writes here', async () => {
    const draft = { conversationId: 'marina', clientId: 'other-device', mode: 'message' } as const
    const told = { ...draft, version: 4, text: 'с телефона', savedAt: '' }
    hints({ kind: 'draft', conversationId: 'marina', draft: told })
    assert.equal(drafts.get('marina')?.text, 'с телефона')
    drafts.change('marina', { text: 'с телефона и дальше' })
    hints({
      kind: 'draft',
      conversationId: 'marina',
      draft: { ...told, version: 5, text: 'иначе' },
    })
    assert.equal(drafts.get('marina')?.text, 'с телефона и дальше')
  })

  test('is over once its message is there, wherever it was sent', () => {
    drafts.change('marina', { text: 'Едем' })
    const clientId = drafts.get('marina')?.clientId ?? ''
    messages([{ conversationId: 'marina', clientId } as Message])
    assert.equal(drafts.get('marina'), undefined)
    assert.equal(stored.size, 0)
  })
})

function opened(): Drafts {
  const feed = {
    link: new Store({ status: 'connecting' }),
    onMessages: (listener: typeof messages) => {
      messages = listener
      return () => {}
    },
    onDraft: (listener: typeof hints) => {
      hints = listener
      return () => {}
    },
  }
  const made = new Drafts(feed as unknown as Feed, 'anna')
  made.start()
  return made
}

async function answer(url: unknown, init?: { body?: unknown }): Promise<Response> {
  if (isAway) throw new TypeError('no connection')
  const id = /conversations\/(\w+)\/draft/.exec(String(url))?.[1]
  if (!id) return Response.json([])
  const draft = { ...JSON.parse(String(init?.body)), version: saved.size + 1 }
  saved.set(id, draft)
  return Response.json({ draft })
}

/** Keys are enumerable as those of a real storage are, and methods are not. */
function storage(): Storage {
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
