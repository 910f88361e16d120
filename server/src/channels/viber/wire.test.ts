/** The connector and the emulator, each written from the documentation by another hand. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'

import type { Fetch } from '../../lib/platform-fetch.ts'
import type { Connection, Environment, OutboundMessage, OutboundPart } from '../contract.ts'
import { type Emulators, startEmulators } from '../suite/emulators.ts'
import { testEnvironment } from '../suite/environment.ts'
import { localFile, outbound, outboundPart, pixel, refusal } from '../suite/sending.ts'
import { openWebhookDoor, type WebhookDoor } from '../suite/webhook-door.ts'
import { viber } from './index.ts'

const welcome = 'Здравствуйте. Напишите нам, мы ответим здесь же'
const wrongToken = '445da6a1345c78bf-daccb2542a51e0fc-517480d9445da6ab'

let emulators: Emulators
let door: WebhookDoor
let bot: { id: string; token: string }
let person: { id: number }
let thread: OutboundMessage['thread']
let connection: Required<Connection>
let keys = 0

const control = <Answer = unknown>(path: string, body?: object) =>
  emulators.control<Answer>('viber', path, body)
const does = <Answer = { messageId: string }>(action: string, body: object = {}) =>
  control<Answer>(`bots/${bot.id}/people/${person.id}/${action}`, body)
const breaks = (kind: string, more: object = {}) =>
  control(`bots/${bot.id}/faults`, { kind, count: 1, ...more })
const settings = () => ({ token: bot.token, welcome })
const environment = (): Environment => {
  const { apiUrl, fetch } = emulators.environment('viber')
  const identity = { externalId: `pa:${bot.id}`, name: 'Верба Мебель', username: 'verba' }
  return testEnvironment(apiUrl, { fetch, identity })
}
const connect = (token = bot.token, place = environment()) =>
  viber.connect({ token }, place) as typeof connection

interface Shown {
  id: string
  from: string
  content: { text?: string; parts: { kind: string }[] }
  buttons?: unknown
}
const chat = () =>
  control<{ messages: Shown[]; keyboard?: unknown }>(`bots/${bot.id}/chats/${person.id}`)
const fromUs = async () => (await chat()).messages.filter(({ from }) => from === 'bot')

/** Viber comes for files: somebody has to have them. */
const files = createServer((_, response) => response.writeHead(200, picture).end(pixel))
const picture = { 'content-type': 'image/png', 'content-length': pixel.length }

/** As the product sends them: each part has a key of its own. */
async function say(fields: Partial<OutboundMessage>): Promise<string[]> {
  const message = outbound({ thread, ...fields })
  const ids: string[] = []
  for (const content of connection.render(message)) {
    const part = outboundPart(content, message)
    const linkFile: OutboundPart['linkFile'] = async (id) => {
      const { file } = await part.linkFile(id)
      const { port } = files.address() as AddressInfo
      return { file, url: `http://127.0.0.1:${port}/${encodeURIComponent(file.name)}` }
    }
    const key = `01a20464-8cf1-75b1-9c98-${String(++keys).padStart(12, '0')}`
    ids.push(...(await connection.send({ ...part, linkFile, key })).ids)
  }
  return ids
}

async function receipt(status: 'delivered' | 'read') {
  for (;;) {
    const event = await door.next('receipt')
    if (event.status === status) return event
  }
}

before(async () => {
  emulators = await startEmulators()
  await once(files.listen(0, '127.0.0.1'), 'listening')
  bot = await control('bots', { name: 'Верба Мебель', username: 'verba' })
  person = await control('people', { firstName: 'Олег' })
  connection = connect()
  door = await openWebhookDoor({
    kind: viber,
    settings,
    environment: environment(),
    translate: (body) => connection.translate(body),
  })
})
after(async () => {
  files.close()
  await door[Symbol.asyncDispose]()
  await emulators[Symbol.asyncDispose]()
})

describe('Viber on the wire, asked who we are', () => {
  test('[VB-03] tells the name of the bot by its token', async () => {
    assert.deepEqual(await connection.identify(), {
      externalId: `pa:${bot.id}`,
      name: 'Верба Мебель',
      username: 'verba',
      link: 'viber://pa?chatURI=verba',
    })
  })

  test('[VB-04] a token of nobody is status 2, and nobody else is', async () => {
    const wrong = await refusal(connect(wrongToken).identify())
    assert.deepEqual([wrong.reason, wrong.code], ['misconfigured', '2'])
    // Blocked, not there, suspended, too often, not allowed: the token was right.
    for (const code of [7, 8, 9, 12, 15, 99]) {
      await breaks('refuse', { code, methods: ['get_account_info'] })
      const { reason } = await refusal(connection.identify())
      assert.equal(reason, 'unreachable', `status ${code}`)
    }
  })

  const silences = ['server-error', 'garbage', 'answer-lost', 'unanswered']
  for (const kind of silences) {
    test(`[VB-04] [D-05] is not called wrong after ${kind}`, async () => {
      const { apiUrl, fetch } = emulators.environment('viber')
      /** Nobody waits here for as long as a channel does. */
      const impatient: Fetch = (url, init) =>
        fetch(url, { ...init, signal: AbortSignal.timeout(250) })
      const asking = connect(bot.token, testEnvironment(apiUrl, { fetch: impatient }))
      await breaks(kind, { methods: ['get_account_info'] })
      const error = await refusal(asking.identify())
      assert.deepEqual([error.reason, error.executed], ['unreachable', 'no'])
    })
  }
})

describe('Viber on the wire, calling us', () => {
  test('[VB-02] looks whether we are there before it calls, and calls from then on', async () => {
    assert.equal(await connection.isSubscribed(door.url), false)
    await connection.subscribe(door.url)
    assert(await connection.isSubscribed(door.url))
    assert.equal(door.forged, 0)
    await control(`bots/${bot.id}/webhook`, { url: 'https://somebody.example/hook' })
    assert.equal(await connection.isSubscribed(door.url), false)
    await connection.subscribe(door.url)
  })

  test('greets whoever opens the chat, and sends them nothing else', async () => {
    await does('open', { context: 'site-42' })
    assert.equal((await door.next('started')).payload, 'site-42')
    await receipt('delivered')
    assert.deepEqual(
      (await fromUs()).map(({ content }) => content.text),
      [welcome],
    )
  })

  test('[VB-01] [H-08] brings a text, under a name no number can hold', async () => {
    const { messageId } = await does('text', { text: 'Где мой заказ? 😀' })
    assert(!Number.isSafeInteger(Number(messageId)))
    const { id, from, content, thread: where } = await door.next('message')
    thread = where.id
    assert.deepEqual([id, from.name, content.text], [messageId, 'Олег', 'Где мой заказ? 😀'])
  })

  test('[VB-01] brings files that can be fetched, places, cards and links', async () => {
    const kinds = { photo: 'image', video: 'video', document: 'document' }
    for (const [kind, wanted] of Object.entries(kinds)) {
      await does('media', { kind })
      const [file] = (await door.next('message')).content.files
      assert.equal(file?.kind, wanted)
      const bytes = await new Response(await connection.fetchFile(file.reference)).bytes()
      assert(bytes.length > 0)
    }
    await does('location', { latitude: 55.75, longitude: 37.61 })
    assert.equal((await door.next('message')).content.location?.latitude, 55.75)
    await does('contact', { phone: '+79160000002', firstName: 'Анна' })
    assert.equal((await door.next('message')).content.sharedContact?.phone, '+79160000002')
    await does('url', { url: 'https://verba.example/stol' })
    assert.equal((await door.next('message')).content.text, 'https://verba.example/stol')
  })

  test('[H-01] is heard by its signature alone', async () => {
    const before = door.forged
    for (const kind of ['bad-signature', 'unsigned']) {
      await breaks(kind)
      await does('text', { text: 'подделка' })
    }
    await does('text', { text: 'настоящее' })
    assert.equal((await door.next('message')).content.text, 'настоящее')
    assert.equal(door.forged, before + 2)
  })
})

describe('Viber on the wire, told by us', () => {
  test('shows a text, says that it has arrived and that it was seen', async () => {
    const [id] = await say({ text: 'Добрый день' })
    assert.equal((await fromUs()).at(-1)?.content.text, 'Добрый день')
    assert.partialDeepStrictEqual(await receipt('delivered'), { id })
    await does('read')
    assert.partialDeepStrictEqual(await receipt('read'), { upTo: id, thread })
  })

  test('comes for files by their links', async () => {
    const sent = [
      localFile('image', 'image/png', 'Диван.png'),
      localFile('document', 'application/pdf', 'Договор.pdf'),
    ]
    await say({ text: 'Вот схема', files: sent })
    const [first, second] = [await receipt('delivered'), await receipt('delivered')]
    assert.notDeepEqual(first, second)
    const [shown, paper] = (await fromUs()).slice(-2)
    assert.deepEqual([shown?.content.text, shown?.content.parts.length], ['Вот схема', 1])
    assert.equal(paper?.content.parts.length, 1)
  })

  test('[COM-21] a press on a card is told from words, and under which message', async () => {
    const rows = [[{ label: 'Доставка', value: 'delivery' }], [{ label: 'Оплата', value: 'pay' }]]
    const ids = await say({ text: 'О чём?', buttons: { placement: 'inline', rows } })
    const card = (await fromUs()).at(-1)
    await does('press', { messageId: card?.id, row: 1, column: 0 })
    const press = await door.next('press')
    assert.equal(press.value, 'pay')
    assert(ids.includes(String(press.messageId)))
  })

  test('[COM-21] a keyboard stands under the chat, and its buttons are presses too', async () => {
    const rows = [[{ label: 'Да <b>', value: 'yes' }]]
    await say({ text: 'Всё верно?', buttons: { placement: 'keyboard', rows } })
    assert.match(JSON.stringify((await chat()).keyboard), /Да/)
    await does('key', { row: 0, column: 0 })
    assert.equal((await door.next('press')).value, 'yes')
  })

  test('[COM-21] an application too old for buttons gets the words', async () => {
    const patch = { method: 'PATCH', headers: { 'content-type': 'application/json' } }
    const path = `${emulators.url}/viber/_control/people/${person.id}`
    const useVersion = (apiVersion: number) =>
      fetch(path, { ...patch, body: JSON.stringify({ apiVersion }) })
    await useVersion(1)
    const rows = [[{ label: 'Да', value: 'yes' }]]
    await say({ text: 'Подтвердить?', buttons: { placement: 'keyboard', rows } })
    const shown = await chat()
    assert.equal(shown.messages.at(-1)?.content.text, 'Подтвердить?')
    assert.equal(shown.keyboard, undefined)
    await useVersion(3)
    const before = (await fromUs()).length
    const site = { label: 'Сайт', url: 'https://verba.example' }
    await say({ text: 'Всё верно?', buttons: { placement: 'inline', rows: [...rows, [site]] } })
    assert.deepEqual(
      (await fromUs()).slice(before).map(({ content }) => content.text),
      ['Всё верно?', '1) Да 2) Сайт: https://verba.example'],
    )
    await useVersion(10)
  })

  test('[H-09] what was taken and not answered is of unknown outcome, and there once', async () => {
    const before = (await fromUs()).length
    for (const kind of ['answer-lost', 'garbage']) {
      await breaks(kind)
      const error = await refusal(say({ text: `Один раз, ${kind}` }))
      assert.deepEqual([error.reason, error.executed], ['unreachable', 'unknown'])
    }
    assert.equal((await fromUs()).length, before + 2)
  })

  test('[H-11] who is sent too much is left alone for a while', async () => {
    await breaks('too-many-requests')
    const error = await refusal(say({ text: 'ещё' }))
    assert.partialDeepStrictEqual({ ...error }, { reason: 'throttled', executed: 'no' })
    assert((error.retryAfterMs ?? 0) >= 1000)
  })

  test('says what came to nothing after it was taken', async () => {
    await breaks('refuse-late', { description: 'message validation failed' })
    const [id] = await say({ text: 'не покажут' })
    const failure = await door.next('failure')
    assert.partialDeepStrictEqual(failure, { id, code: 'message validation failed' })
  })

  test('[H-13] knows who has left, before and after it is told', async () => {
    await does('unsubscribe')
    assert.equal((await door.next('blocked')).thread.id, thread)
    const error = await refusal(say({ text: 'Вы здесь?' }))
    assert.deepEqual([error.reason, error.executed], ['recipient-blocked', 'no'])
    await does('subscribe')
    assert.equal((await door.next('unblocked')).thread.id, thread)
    await say({ text: 'С возвращением' })
  })

  test('is not called any more once it is disconnected', async () => {
    await connection.unsubscribe()
    assert.equal(await connection.isSubscribed(door.url), false)
  })
})
