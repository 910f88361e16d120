import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'

import {
  lines,
  openScene,
  type Person,
  type Scene,
  spoken,
  type TestCentre,
} from '../testing/index.ts'

let centre: TestCentre
let scene: Scene
before(async () => {
  scene = await openScene('telegram')
  centre = scene.centre
})
const write: Scene['write'] = (...given) => scene.write(...given)
const act: Scene['act'] = (...given) => scene.act(...given)
const moveOn = (ms: number) => scene.moveOn(ms)
const fault = (given: object) => scene.fault(given)

let person: Person
let id: string
let people = 0
/** Somebody new who has written one message. */
beforeEach(async () => {
  person = await centre.person(`Клиент ${++people}`)
  await person.does('text', { text: 'здравствуйте' })
  id = (await centre.conversationOf(person.name)).id
})

test('[H-13] [TG-12] tells the operator that the customer blocked the bot', async () => {
  await act('POST', id, 'assignment')
  await fault({
    kind: 'refuse',
    status: 403,
    description: 'Forbidden: bot was blocked by the user',
    chat: person.id,
    count: 1,
  })
  await write(id, 'вы получили?')
  const messages = await centre.transcript(id, (all) => lines(all).includes('contact-blocked'))
  const failed = spoken(messages).at(-1)
  assert.equal(failed?.status, 'failed')
  assert.equal(failed?.failure?.reason, 'recipient-blocked')
  assert.equal((await centre.conversationOf(person.name)).isContactBlocking, true)
  assert.equal((await write(id, 'ау')).json().error.code, 'contact-blocked')
})

test('opens the composer again when the customer who blocked us writes', async () => {
  await person.does('block')
  await centre.transcript(id, (all) => lines(all).includes('contact-blocked'))
  await person.does('unblock')
  await centre.transcript(id, (all) => lines(all).includes('contact-unblocked'))
  assert.equal((await write(id, 'рады видеть')).statusCode, 201)
})

test('[H-11] waits as long as the platform asks, and says so', async () => {
  await act('POST', id, 'assignment')
  await fault({ kind: 'too-many-requests', retryAfter: 30, chat: person.id, count: 1 })
  await write(id, 'терпение')
  const waiting = await centre.transcript(id, (all) => Boolean(all.at(-1)?.failure?.retryAt))
  assert.equal(waiting.at(-1)?.status, 'queued')
  assert.equal(waiting.at(-1)?.failure?.reason, 'throttled')
  moveOn(40_000)
  await centre.transcript(id, (all) => all.at(-1)?.status === 'sent')
  assert.equal((await person.chat()).filter(({ from }) => from === 'bot').length, 1)
})

test('[H-09] never sends again by itself what may have arrived, and lets the operator decide', async () => {
  await act('POST', id, 'assignment')
  await fault({ kind: 'answer-lost', chat: person.id, count: 1 })
  const { id: messageId } = (await write(id, 'дошло?')).json()
  await centre.transcript(id, (all) => all.at(-1)?.status === 'unknown')
  moveOn(3_600_000)
  assert.equal((await person.chat()).filter(({ from }) => from === 'bot').length, 1)
  const path = `/api/v1/conversations/${id}/messages/${messageId}/attempts`
  const counted = await centre.operator.browser.send('POST', path, { as: 'count-as-sent' })
  assert.equal(counted.json().status, 'sent')
})

test('sends again when the operator says so', async () => {
  await act('POST', id, 'assignment')
  await fault({ kind: 'answer-lost', chat: person.id, count: 1 })
  const { id: messageId } = (await write(id, 'повторите')).json()
  await centre.transcript(id, (all) => all.at(-1)?.status === 'unknown')
  const path = `/api/v1/conversations/${id}/messages/${messageId}/attempts`
  await centre.operator.browser.send('POST', path, { as: 'send-again' })
  await centre.transcript(id, (all) => all.at(-1)?.status === 'sent')
  assert.equal((await person.chat()).filter(({ from }) => from === 'bot').length, 2)
})

test('sends a long message again in the order of its parts', async () => {
  await act('POST', id, 'assignment')
  const parts = ['а', 'б', 'в', 'г'].map((letter) => letter.repeat(4000))
  for (const text of ['раз', 'два']) await write(id, text)
  await centre.transcript(id, (all) => all.at(-1)?.status === 'sent')
  await fault({
    kind: 'refuse',
    status: 400,
    description: 'Bad Request: chat not found',
    chat: person.id,
    count: 1,
  })
  const { id: messageId } = (await write(id, parts.join('\n'))).json()
  await centre.transcript(id, (all) => all.at(-1)?.status === 'failed')
  const path = `/api/v1/conversations/${id}/messages/${messageId}/attempts`
  await centre.operator.browser.send('POST', path, { as: 'send-again' })
  await centre.transcript(id, (all) => all.at(-1)?.status === 'sent')
  const texts = (await person.chat()).filter(({ from }) => from === 'bot').slice(2)
  assert.deepEqual(
    texts.map(({ content }) => content.text),
    parts,
  )
})

test('leaves a message alone that a colleague answers for', async () => {
  await act('POST', id, 'assignment')
  await fault({ kind: 'answer-lost', chat: person.id, count: 1 })
  const { id: messageId } = (await write(id, 'моё')).json()
  await centre.transcript(id, (all) => all.at(-1)?.status === 'unknown')
  const other = await centre.signUp('operator', { accountId: centre.owner.accountId })
  const path = `/api/v1/conversations/${id}/messages/${messageId}`
  const again = await other.browser.send('POST', `${path}/attempts`, { as: 'send-again' })
  assert.equal(again.json().error.code, 'not-yours')
  const gone = await centre.operator.browser.send('DELETE', path)
  assert.equal(gone.json().error.code, 'cannot-delete')
})

test('[H-15] keeps the order of answers when the first has to wait', async () => {
  await act('POST', id, 'assignment')
  await fault({ kind: 'too-many-requests', retryAfter: 5, chat: person.id, count: 1 })
  for (const text of ['раз', 'два', 'три']) await write(id, text)
  await centre.transcript(id, (all) => all.some(({ failure }) => failure?.retryAt))
  moveOn(10_000)
  await centre.transcript(id, (all) => all.at(-1)?.status === 'sent')
  const texts = (await person.chat()).filter(({ from }) => from === 'bot')
  assert.deepEqual(
    texts.map(({ content }) => content.text),
    ['раз', 'два', 'три'],
  )
})

test('[H-17] withdraws what has not left yet', async () => {
  await act('POST', id, 'assignment')
  await fault({ kind: 'too-many-requests', retryAfter: 5, chat: person.id, count: 1 })
  await write(id, 'первое')
  await centre.transcript(id, (all) => all.some(({ failure }) => failure?.retryAt))
  const { id: messageId } = (await write(id, 'второе')).json()
  await centre.operator.browser.send('DELETE', `/api/v1/conversations/${id}/messages/${messageId}`)
  moveOn(10_000)
  await centre.transcript(id, (all) => all.some(({ status }) => status === 'sent'))
  await write(id, 'третье')
  await centre.transcript(id, (all) => all.at(-1)?.status === 'sent')
  const texts = (await person.chat()).filter(({ from }) => from === 'bot')
  assert.deepEqual(
    texts.map(({ content }) => content.text),
    ['первое', 'третье'],
  )
})
