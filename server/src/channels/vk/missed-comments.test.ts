/** What was commented while nobody listened, against the emulator. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import type { InboundEvent } from '../contract.ts'
import { type Emulators, startEmulators } from '../suite/emulators.ts'
import { testEnvironment } from '../suite/environment.ts'
import { outbound, outboundPart } from '../suite/sending.ts'
import { vk } from './index.ts'

let emulators: Emulators
let community: { id: number; token: string }
let person: { id: number }
let administrator: { id: number }
before(async () => {
  emulators = await startEmulators()
  community = await control('communities', { name: 'Верба Мебель', screenName: 'verba' })
  person = await control('people', { firstName: 'Олег', lastName: 'Н.' })
  administrator = await control('people', { firstName: 'Анна' })
  await patch(`communities/${community.id}`, {
    limitsRate: false,
    admins: { [administrator.id]: 3 },
  })
})
after(() => emulators[Symbol.asyncDispose]())

const control = <Answer = unknown>(path: string, body?: object) =>
  emulators.control<Answer>('vk', path, body)
async function patch(path: string, body: object): Promise<void> {
  const answer = await fetch(`${emulators.url}/vk/_control/${path}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  assert(answer.ok, await answer.text())
}
const does = <Answer = { commentId: number }>(action: string, body: object) =>
  control<Answer>(`communities/${community.id}/people/${person.id}/${action}`, body)

/** A channel that an administrator has given a key of their own. */
async function open() {
  const { value: userToken } = await control<{ value: string }>('tokens', {
    ...{ kind: 'user', user: administrator.id, rights: ['wall', 'market', 'photos', 'video'] },
  })
  const { apiUrl, fetch } = emulators.environment('vk')
  const settings = { token: community.token, userToken }
  const identity = await vk.connect(settings, testEnvironment(apiUrl, { fetch })).identify()
  const connection = vk.connect(settings, testEnvironment(apiUrl, { fetch, identity }))
  const { cursor } = await connection.poll!(undefined, AbortSignal.timeout(50))
  const read = (bodies: Buffer[]) =>
    bodies.flatMap((body) => connection.translate(body, new Date())).filter(isSaid)
  return {
    connection,
    userToken,
    /** As the events told it, which nobody listened to. */
    told: async () => read((await connection.poll!(cursor, AbortSignal.timeout(5000))).updates),
    missed: async (since: Date) => read(await connection.catchUp!(since)),
  }
}

const isSaid = (event: InboundEvent) => event.type === 'message' || event.type === 'echo'
/** Unique in the channel: what is known already is recognised by it. */
const told = (events: Extract<InboundEvent, { type: 'message' | 'echo' }>[]) =>
  events.map(({ type, id, thread, from, content }) =>
    [type, id, thread.id, thread.publicPage?.url, from.name, content.text].join(' | '),
  )

test('[REQ-11] [VK-20] fetches the comments nobody listened to, named as events name them', async () => {
  const { connection, told: toldBefore, missed } = await open()
  const since = new Date()
  for (const kind of ['market', 'photo', 'video', 'board'])
    await does('comment', { kind, text: kind })
  const text = 'А доставка есть? '.repeat(8)
  const { commentId: replyTo } = await does('comment', { kind: 'wall', text })
  // More than is told along with the beginning of a thread.
  for (let n = 1; n <= 11; n++) await does('comment', { kind: 'wall', text: `Ответ ${n}`, replyTo })
  const events = await toldBefore()
  assert.equal(events.length, 16)
  const [asked] = events.filter(({ thread }) => thread.id.startsWith('wall'))
  const answer = outbound({ thread: asked!.thread.id, text: 'Есть', replyTo: asked!.id })
  for (const part of connection.render(answer)) await connection.send(outboundPart(part, answer))

  const fetched = told(await missed(since))
  const own = fetched.filter((line) => line.startsWith('echo'))
  assert.equal(own.length, 1)
  assert.match(own[0]!, /Есть$/)
  assert.deepEqual(fetched.filter((line) => !own.includes(line)).sort(), told(events).sort())
})

test('[REQ-11] what was said in private does not wait for a key that has ended', async () => {
  const { connection, userToken, missed } = await open()
  const since = new Date()
  await does('comment', { kind: 'market', text: 'Есть в синем?' })
  for (const text of ['Здравствуйте', 'Ещё вопрос']) await does('text', { text })
  await patch('tokens', { token: userToken, isRevoked: true })
  const texts = async () => (await missed(since)).map(({ content }) => content.text)
  assert.deepEqual(await texts(), ['Здравствуйте', 'Ещё вопрос'])
  const found = async () => (await connection.inspect!()).map(({ code }) => code)
  assert((await found()).includes('comments-lost'))
  await patch('tokens', { token: userToken, isRevoked: false })
  assert((await texts()).includes('Есть в синем?'))
  assert(!(await found()).includes('comments-lost'))
})
