/** The connector and the emulator: what was said while nobody was told. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import { atEnd } from '../../testing/at-end.ts'
import type { Connection, ThreadId } from '../contract.ts'
import { type Emulators, startEmulators } from '../suite/emulators.ts'
import { outbound, refusal, sendAll } from '../suite/sending.ts'
import { max } from './index.ts'

let emulators: Emulators
let bot: { id: string; token: string }
let connection: Required<Connection>
let since: Date

const control = <Answer = unknown>(path: string, body?: object) =>
  emulators.control<Answer>('max', path, body)

/** Somebody we have answered, and whose dialog is known by that. */
async function acquaintance(firstName: string) {
  const { id } = await control<{ id: string }>('people', { firstName })
  const does = <Answer = { messageId: string }>(action: string, body: object = {}) =>
    control<Answer>(`bots/${bot.id}/people/${id}/${action}`, body)
  await does('start')
  const thread = String(id) as ThreadId
  await sendAll(connection, outbound({ thread, text: 'Добрый день' }))
  return { does, thread }
}

before(async () => {
  emulators = await startEmulators()
  atEnd(async () => emulators[Symbol.asyncDispose]())
  bot = await control('bots', { name: 'Верба' })
  connection = max.connect({ token: bot.token }, emulators.environment('max')) as typeof connection
})

const missed = async () =>
  (await connection.catchUp(since))
    .flatMap((body) => connection.translate(body))
    .flatMap((event) => (event.type === 'message' ? [event] : []))

test('[REQ-11] what was missed is fetched under the same names, all of it', async () => {
  const { does, thread } = await acquaintance('Олег')
  since = new Date()
  const ids: string[] = []
  for (let n = 0; n < 130; n++) ids.push((await does('text', { text: `вопрос ${n}` })).messageId)
  const events = await missed()
  assert.deepEqual([...new Set(events.map(({ id }) => id))], ids)
  assert(events.every(({ thread: { id } }) => id === thread))
  assert.equal(events[0]?.content.text, 'вопрос 0')
})

test('[REQ-11] a dialog that cannot be read keeps no other from being read', async () => {
  const another = await acquaintance('Анна')
  since = new Date()
  await another.does('text', { text: 'Вы здесь?' })
  const refused = { kind: 'refuse', methods: ['GET /messages'], count: 1 }
  for (const [status, error] of [
    [404, 'chat.not.found'],
    [403, 'chat.denied'],
  ]) {
    await control(`bots/${bot.id}/faults`, { ...refused, status, error })
    assert.deepEqual(
      (await missed()).map(({ content }) => content.text),
      ['Вы здесь?'],
    )
  }
  await control(`bots/${bot.id}/faults`, { ...refused, kind: 'server-error' })
  assert.equal((await refusal(connection.catchUp(since))).reason, 'unreachable')
})
