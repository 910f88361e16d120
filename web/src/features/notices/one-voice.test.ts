import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'

import { OneVoice } from './one-voice.ts'

const { window, document } = globalThis
const page = { window, document }
let tabs: { voice: OneVoice; stop(): void }[] = []
describe('of several tabs', () => {
  afterEach(() => {
    for (const { stop } of tabs) stop()
    tabs = []
    Object.assign(globalThis, page)
  })

  test('of several tabs one rings: the one that is looked at, or else the first', async () => {
    const focus = { of: undefined as number | undefined }
    const [first, second] = [opened(0, focus), opened(1, focus)]
    const speaking = async () => [await first.isMine(), await second.isMine()]
    await until(async () => same(await speaking(), [true, false]))
    await second.focus()
    await until(async () => same(await speaking(), [false, true]))
    await second.blur()
    await until(async () => same(await speaking(), [true, false]))
    first.stop()
    await until(async () => (await second.isMine()) === true)
  })
})

/** A tab has a window and a document of its own; the locks are the browser's. */
function opened(index: number, focus: { of: number | undefined }) {
  const window = new EventTarget()
  const inside = <T>(run: () => T): T => {
    Object.assign(globalThis, { window, document: { hasFocus: () => focus.of === index } })
    return run()
  }
  const voice = new OneVoice()
  inside(() => voice.start())
  const turn = async (of: number | undefined, name: string) => {
    focus.of = of
    inside(() => window.dispatchEvent(new Event(name)))
    // The lock is granted in a task of its own, and asks this tab's document.
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const tab = {
    voice,
    isMine: () => inside(() => voice.isMine()),
    focus: () => turn(index, 'focus'),
    blur: () => turn(undefined, 'blur'),
    stop: () => inside(() => voice.stop()),
  }
  tabs.push(tab)
  return tab
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 400 && !(await isSo()); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  assert.ok(await isSo())
}
