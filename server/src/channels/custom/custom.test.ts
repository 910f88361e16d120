import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { ApiError, Channel, Conversation, Message, Snapshot } from '@otklik/protocol'
import { Webhook } from 'standardwebhooks'

import {
  atEnd,
  createTestApp,
  freePort,
  type Member,
  type TestApp,
  until,
} from '../../testing/index.ts'
import { translate } from './translate.ts'

const file = fileURLToPath(new URL('../../../../docs/examples/app/app.mjs', import.meta.url))
const secret = `whsec_${randomBytes(32).toString('base64')}`
const LONG_MS = 30_000

let centre: TestApp
let owner: Member
let channel: Channel
let appUrl = ''
before(async () => {
  const [port, appPort] = [await freePort(), await freePort()]
  const env = { SECRET: secret, PORT: String(appPort), NAME: 'Приложение Вербы' }
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  atEnd(async () => void child.kill('SIGKILL'))
  appUrl = `http://127.0.0.1:${appPort}`
  centre = await createTestApp({
    works: true,
    environment: { ALLOW_LOOPBACK_PLATFORMS: '1', PUBLIC_URL: `http://127.0.0.1:${port}` },
  })
  await centre.app.listen({ port, host: '127.0.0.1' })
  owner = await centre.signUp('owner')
})

const connect = (settings: object) =>
  owner.browser.send('POST', '/api/v1/channels', { kind: 'custom', settings })
const user = async (name: string, act: string, body: object) => {
  const answer = await fetch(`${appUrl}/users/${name}/${act}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  assert.equal(answer.status, 202, await answer.clone().text())
  return (await answer.json()) as { id: string }
}
interface Shown {
  id: string
  from: string
  text: string
  buttons?: { rows: { label: string; value: string }[][] }
  files?: { url: string; name: string }[]
  isDeleted?: boolean
}
const chat = async (name: string) =>
  (await (await fetch(`${appUrl}/users/${name}`)).json()) as Shown[]
const shown = (name: string, isMeant: (each: Shown) => boolean) =>
  until(async () => (await chat(name)).find(isMeant), `${name} to be shown it`, LONG_MS)
const conversationOf = (name: string) =>
  until(
    async () => {
      const { conversations } = (await owner.browser.get('/api/v1/snapshot')).json<Snapshot>()
      return conversations.find(({ contact }) => contact.name === name)
    },
    `a conversation with ${name}`,
    LONG_MS,
  )
const messagesOf = async ({ id }: Conversation) =>
  (await owner.browser.get(`/api/v1/conversations/${id}/messages`)).json<{ messages: Message[] }>()
    .messages
const said = (conversation: Conversation, isMeant: (each: Message) => boolean) =>
  until(async () => (await messagesOf(conversation)).find(isMeant), 'it to be there', LONG_MS)
let count = 0
const write = async ({ id }: Conversation, text: string, more: object = {}) => {
  const answer = await owner.browser.send('POST', `/api/v1/conversations/${id}/messages`, {
    ...{ clientId: `custom-client-${++count}`, kind: 'message', text, ...more },
  })
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json<Message>()
}

describe('the application in docs/', () => {
  test('is asked who it is, and refused where it does not know our signature', async () => {
    const stranger = `whsec_${randomBytes(32).toString('base64')}`
    const apiUrl = `${appUrl}/otklik`
    const wrong = await connect({ apiUrl, secret: stranger })
    assert.equal(wrong.statusCode, 422, wrong.body)
    assert.match(wrong.json<ApiError>().error.message, /не приняло нашу подпись/)
    const shapeless = await connect({ apiUrl: 'nowhere', secret: 'hush' })
    const { fields } = shapeless.json<ApiError>().error
    assert.deepEqual(Object.keys(fields ?? {}).sort(), ['settings.apiUrl', 'settings.secret'])
    const connected = await connect({ apiUrl, secret })
    assert.equal(connected.statusCode, 201, connected.body)
    channel = connected.json()
    assert.equal(channel.name, 'Приложение Вербы')
    assert.equal(connected.body.includes(secret), false)
  })

  test('brings what people write and shows them what we answer, with buttons and receipts', async () => {
    await user('oleg', 'write', { name: 'Олег', text: 'Где мой заказ?' })
    const conversation = await conversationOf('Олег')
    const rows = [[{ label: 'Домой', value: 'home' }, { label: 'В магазин' }]]
    const asked = await write(conversation, 'Куда привезти?', {
      buttons: { placement: 'inline', rows },
    })
    const there = await shown('oleg', ({ text }) => text === 'Куда привезти?')
    assert.deepEqual(
      there.buttons?.rows.flat().map(({ label }) => label),
      ['Домой', 'В магазин'],
    )
    await user('oleg', 'press', { value: 'home', label: 'Домой', messageId: there.id })
    const pressed = await said(conversation, ({ id, buttons }) =>
      Boolean(id === asked.id && buttons?.rows.flat()[0]?.pressedAt),
    )
    assert.equal(pressed.buttons?.rows.flat()[1]?.pressedAt, undefined)
    await user('oleg', 'read', { messageId: there.id })
    await said(conversation, ({ id, status }) => id === asked.id && status === 'read')
    const path = `/api/v1/conversations/${conversation.id}/messages/${asked.id}`
    await owner.browser.send('PATCH', path, { text: 'Куда привезти заказ?' })
    await shown('oleg', ({ id, text }) => id === there.id && text === 'Куда привезти заказ?')
    await owner.browser.send('DELETE', path)
    await shown('oleg', ({ id, isDeleted }) => id === there.id && isDeleted === true)
  })

  test('gets files by a link that needs no session, and is fetched from', async () => {
    const conversation = await conversationOf('Олег')
    const form = new FormData()
    form.append('file', new Blob(['счёт']), 'счёт.txt')
    const { url } = { url: centre.app.listeningOrigin }
    const uploaded = await fetch(`${url}/api/v1/files?conversationId=${conversation.id}`, {
      method: 'POST',
      body: form,
      headers: { cookie: owner.browser.cookie, origin: url },
    })
    const sent = (await uploaded.json()) as { id: string }
    assert.equal(uploaded.status, 201, JSON.stringify(sent))
    await write(conversation, 'Счёт', { fileIds: [sent.id] })
    const there = await shown('oleg', ({ files }) => files?.[0]?.name === 'счёт.txt')
    assert.equal(await (await fetch(there.files![0]!.url)).text(), 'счёт')
    const files = [{ url: `${appUrl}/users/oleg`, name: 'chat.json', mime: 'application/json' }]
    await user('oleg', 'write', { name: 'Олег', text: 'вот', files })
    const { files: fetched } = await said(
      conversation,
      ({ text, files }) => text === 'вот' && files?.[0]?.state === 'stored',
    )
    assert.equal(fetched?.[0]?.name, 'chat.json')
  })

  test('is heard once, however often it says the same, and not without its signature', async () => {
    const { rows } = await centre.database.query<{ key: string }>(
      'select key from webhook_keys where channel_id = $1',
      [channel.id],
    )
    const door = `${centre.app.listeningOrigin}/webhooks/${rows[0]!.key}`
    const body = JSON.stringify({
      type: 'message',
      id: 'm-1',
      user: { id: 'vera', name: 'Вера' },
      text: 'раз',
    })
    const post = (signature: string, sent = body) =>
      fetch(door, {
        method: 'POST',
        body: sent,
        headers: {
          ...{ 'webhook-id': 'm-1', 'webhook-timestamp': '1700000000' },
          'webhook-signature': signature,
        },
      })
    const signature = new Webhook(secret).sign('m-1', new Date(1_700_000_000_000), body)
    assert.equal((await post(signature)).status, 200)
    assert.equal((await post(`v1,${Buffer.alloc(32).toString('base64')} ${signature}`)).status, 200)
    assert.equal((await post(signature, body.replace('раз', 'два'))).status, 401)
    assert.equal((await post('')).status, 401)
    const vera = await conversationOf('Вера')
    await user('vera', 'write', { name: 'Вера', text: 'два' })
    await said(vera, ({ text }) => text === 'два')
    const texts = (await messagesOf(vera))
      .filter(({ kind }) => kind === 'message')
      .map(({ text }) => text)
    assert.deepEqual(texts, ['раз', 'два'])
  })
})

test('[H-26] an application that never stops answering is not heard to the end', async () => {
  let written = 0
  const endless = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const more = () => {
      while (!response.destroyed && written < 50_000_000) {
        written += 65_536
        if (!response.write(Buffer.alloc(65_536, ' '))) return void response.once('drain', more)
      }
      response.end()
    }
    more()
  }).listen(0, '127.0.0.1')
  await once(endless, 'listening')
  atEnd(async () => void endless.close())
  const { port } = endless.address() as AddressInfo
  const { browser } = await centre.signUp('owner')
  const answer = await browser.send('POST', '/api/v1/channels', {
    ...{ kind: 'custom', settings: { apiUrl: `http://127.0.0.1:${port}/`, secret } },
  })
  assert.equal(answer.statusCode, 201, answer.body)
  assert.ok(written < 10_000_000, String(written))
})

test('an application inside the network is refused', async () => {
  const guarded = await createTestApp({ environment: { PUBLIC_URL: 'https://chat.example.com' } })
  const { browser } = await guarded.signUp('owner')
  for (const apiUrl of [
    'http://127.0.0.1:1/otklik',
    'https://10.0.0.8/otklik',
    'http://example.com/',
  ]) {
    const answer = await browser.send('POST', '/api/v1/channels', {
      ...{ kind: 'custom', settings: { apiUrl, secret } },
    })
    assert.equal(answer.statusCode, 422, answer.body)
    assert.equal(answer.json<ApiError>().error.code, 'host-not-allowed', apiUrl)
  }
})

test('what is no event is kept and told, never dropped', () => {
  for (const body of ['', '[]', '{"type":"message"}', '{"type":"dance","user":{"id":"1"}}']) {
    const [event, ...others] = translate(Buffer.from(body))
    assert.deepEqual([event?.type, others], ['unreadable', []], body)
  }
})
