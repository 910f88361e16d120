import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { createContext, runInContext } from 'node:vm'

const script = readFileSync(new URL('../../../public/worker.js', import.meta.url), 'utf8')

test('[REQ-26] a push rings, unless a page has told of it or is looked at', async () => {
  assert.deepEqual(await pushed({}), { renotify: true, silent: false })
  assert.deepEqual(await pushed({ shown: ['marina'] }), { renotify: false, silent: true })
  assert.deepEqual(await pushed({ shown: ['oleg'] }), { renotify: true, silent: false })
  assert.deepEqual(await pushed({ shown: ['oleg'], count: 2 }), { renotify: false, silent: true })
  assert.equal(await pushed({ isFocused: true }), undefined)
})

interface Around {
  /** Of which conversations a page that nobody looks at has told. */
  shown?: string[]
  isFocused?: boolean
  count?: number
}

/** How loud the worker tells of a push about Marina, if it does. */
async function pushed({ shown = [], isFocused = false, count = 1 }: Around) {
  const listeners = new Map<string, (event: object) => void>()
  let told: { renotify: boolean; silent: boolean } | undefined
  const self = {
    location: { origin: 'https://chat.example' },
    navigator: {},
    addEventListener: (name: string, listener: (event: object) => void) =>
      listeners.set(name, listener),
    clients: { matchAll: async () => [{ focused: isFocused }] },
    registration: {
      getNotifications: async () => shown.map((tag) => ({ tag, data: { isFromPage: true } })),
      showNotification: async (_title: string, { renotify, silent }: NonNullable<typeof told>) => {
        told = { renotify, silent }
      },
    },
  }
  runInContext(script, createContext({ self, URL }))
  const tag = count > 1 ? 'otklik' : 'marina'
  const push = { title: 'Марина', body: '', tag, path: '/', count, at: '2026-10-03T14:32:00Z' }
  let done: Promise<void> | undefined
  listeners.get('push')?.({
    data: { json: () => push },
    waitUntil: (promise: Promise<void>) => {
      done = promise
    },
  })
  await done
  return told
}
