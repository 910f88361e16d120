import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Conversation, Message, SiteSession, SiteTalk } from '@otklik/protocol'
import type { LightMyRequestResponse } from 'fastify'

import { createTestApp, type Member, type TestApp, until } from '../testing/index.ts'

const ownOrigin = 'http://localhost:80'
const shop = 'https://shop.example.com'

let world: TestApp
let owner: Member
let siteKey: string

before(async () => {
  world = await createTestApp({ works: true })
  owner = await world.signUp('owner')
  const connected = await owner.browser.send('POST', '/api/v1/channels', {
    kind: 'site-chat',
    settings: { name: 'Сайт', sites: 'shop.example.com, *.example.org' },
  })
  assert.equal(connected.statusCode, 201, connected.body)

  siteKey = connected.json().identity.externalId
})

interface Visitor {
  token: string
  post(path: string, body?: object): Promise<LightMyRequestResponse>
  talk(): Promise<SiteTalk>
  say(text: string, more?: object): Promise<string>
}

let words = 0
const nextId = () => `word-${++words}-${'x'.repeat(8)}`

async function open(body: object = {}): Promise<Visitor & { session: SiteSession }> {
  const answer = await begin(body)
  assert.equal(answer.statusCode, 200, answer.body)
  const session = answer.json<SiteSession>()
  return { session, ...visitorWith(session.token) }
}

const begin = (body: object = {}, key = siteKey, headers: object = { origin: ownOrigin }) =>
  world.app.inject({
    method: 'POST',
    url: `/widget/${key}/session`,
    headers: { ...headers },
    payload: { language: 'ru', site: shop, ...body },
  })

function visitorWith(token: string): Visitor {
  const headers = { origin: ownOrigin, authorization: `Bearer ${token}` }
  const post: Visitor['post'] = async (path, body) =>
    world.app.inject({
      method: 'POST',
      url: `/widget/${siteKey}/${path}`,
      headers,
      ...(body && { payload: body }),
    })
  return {
    token,
    post,
    talk: async () =>
      (await world.app.inject({ url: `/widget/${siteKey}/messages`, headers })).json(),
    async say(text, more = {}) {
      const clientId = nextId()
      const answer = await post('messages', { clientId, text, ...more })
      assert.equal(answer.statusCode, 202, answer.body)
      return clientId
    },
  }
}

const conversations = async (): Promise<Conversation[]> =>
  (await owner.browser.get('/api/v1/snapshot')).json().conversations

const conversationWith = (text: string): Promise<Conversation> =>
  until(
    async () => (await conversations()).find(({ lastMessage }) => lastMessage?.text === text),
    `a conversation of «${text}»`,
  )

async function answer(conversationId: string, body: object): Promise<Message> {
  await owner.browser.send('POST', `/api/v1/conversations/${conversationId}/assignment`)
  const sent = await owner.browser.send(
    'POST',
    `/api/v1/conversations/${conversationId}/messages`,
    {
      clientId: nextId(),
      kind: 'message',
      ...body,
    },
  )
  assert.equal(sent.statusCode, 201, sent.body)
  return sent.json()
}

const messagesOf = async (id: string): Promise<Message[]> =>
  (await owner.browser.get(`/api/v1/conversations/${id}/messages`)).json().messages

describe('the chat on a site', () => {
  test('is heard, answered with buttons, pressed, read, and says nothing twice', async () => {
    const visitor = await open()
    const clientId = await visitor.say('Есть ли диван в наличии?')
    const again = await visitor.post('messages', { clientId, text: 'Есть ли диван в наличии?' })
    assert.equal(again.statusCode, 202)
    const { id } = await conversationWith('Есть ли диван в наличии?')
    const rows = [
      [
        { label: 'Да', value: 'yes' },
        { label: 'Нет', value: 'no' },
      ],
    ]
    const sent = await answer(id, {
      text: 'Есть. Отложить?',
      buttons: { placement: 'inline', rows },
    })
    const shown = await until(async () => {
      const { messages } = await visitor.talk()
      return messages.length === 2 ? messages : undefined
    }, 'the answer to be shown')
    assert.deepEqual(
      shown.map(({ from, text }) => [from, text]),
      [
        ['visitor', 'Есть ли диван в наличии?'],
        ['operator', 'Есть. Отложить?'],
      ],
    )
    assert.equal(shown[0]?.clientId, clientId)
    await visitor.post('presses', { clientId: nextId(), messageId: sent.id, value: 'yes' })
    await until(
      async () => (await visitor.talk()).messages[1]?.buttons?.rows[0]?.[0]?.pressedAt,
      'the press to be marked',
    )
    await visitor.post('receipts', { status: 'read', upTo: new Date().toISOString() })
    await until(
      async () => (await messagesOf(id)).some((one) => one.id === sent.id && one.status === 'read'),
      'the answer to be read',
    )
    const said = (await messagesOf(id)).filter(({ author }) => author.type === 'contact')
    assert.equal(said.length, 1)
  })
})
