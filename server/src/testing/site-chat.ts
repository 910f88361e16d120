import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChannelDetails, Conversation, Message } from '@otklik/protocol'
import type { SiteSession, SiteSettings, SiteTalk } from '@otklik/protocol/settings'
import type { LightMyRequestResponse } from 'fastify'

import { createTestApp, type Member, type TestApp } from './app.ts'
import { atEnd } from './at-end.ts'
import { addTrialPlatform } from './trial-platform.ts'
import { until } from './until.ts'

const ownOrigin = 'http://localhost:80'
const shop = 'https://shop.example.com'

export interface Visitor {
  token: string
  post(path: string, body?: object): Promise<LightMyRequestResponse>
  talk(): Promise<SiteTalk>
  say(text: string, more?: object): Promise<string>
}

export type SiteChat = Awaited<ReturnType<typeof openSiteChat>>

/** A company with a chat on its sites, and a messenger that it may connect beside it. */
export async function openSiteChat() {
  addTrialPlatform({
    connection: () => ({ contactLink: (payload = '') => `https://trial.example/${payload}` }),
  })
  const world = await createTestApp({ works: true, widgetRoot: aBuild() })
  const owner = await world.signUp('owner')
  const channel = await connect(owner, { name: 'Сайт', sites: 'shop.example.com, *.example.org' })
  const key = channel.identity?.externalId ?? ''
  return {
    ...{ world, owner, channelId: channel.id, key },
    connect: (settings: object, kind?: string) => connect(owner, settings, kind),
    ...ofVisitors(world, key),
    ...ofOperators(owner),
    ...ofDesigner(owner, channel.id),
  }
}

/** Of the widget, as far as it is served. */
function aBuild(): string {
  const root = mkdtempSync(join(tmpdir(), 'otklik-widget-'))
  atEnd(async () => rmSync(root, { recursive: true }))
  for (const name of ['loader.js', 'panel.js', 'panel.css']) writeFileSync(join(root, name), '')
  return root
}

async function connect(
  { browser }: Member,
  settings: object,
  kind = 'site-chat',
): Promise<ChannelDetails> {
  const connected = await browser.send('POST', '/api/v1/channels', { kind, settings })
  assert.equal(connected.statusCode, 201, connected.body)
  return connected.json()
}

let words = 0
export const nextId = () => `word-${++words}-${'x'.repeat(8)}`

export const codeOf = (answer: LightMyRequestResponse): string => answer.json().error.code

function ofVisitors({ app }: TestApp, siteKey: string) {
  const begin = (body: object = {}, key = siteKey, headers: object = { origin: ownOrigin }) =>
    app.inject({
      method: 'POST',
      url: `/widget/${key}/session`,
      headers: { ...headers },
      payload: { language: 'ru', site: shop, ...body },
    })

  function visitorWith(token: string): Visitor {
    const headers = { origin: ownOrigin, authorization: `Bearer ${token}` }
    const post: Visitor['post'] = async (path, body) =>
      app.inject({
        method: 'POST',
        url: `/widget/${siteKey}/${path}`,
        headers,
        ...(body && { payload: body }),
      })
    return {
      token,
      post,
      talk: async () => (await app.inject({ url: `/widget/${siteKey}/messages`, headers })).json(),
      async say(text, more = {}) {
        const clientId = nextId()
        const answer = await post('messages', { clientId, text, ...more })
        assert.equal(answer.statusCode, 202, answer.body)
        return clientId
      },
    }
  }

  async function open(body: object = {}): Promise<Visitor & { session: SiteSession }> {
    const answer = await begin(body)
    assert.equal(answer.statusCode, 200, answer.body)
    const session = answer.json<SiteSession>()
    return { session, ...visitorWith(session.token) }
  }

  return { begin, visitorWith, open }
}

function ofOperators({ browser }: Member) {
  const conversations = async (): Promise<Conversation[]> =>
    (await browser.get('/api/v1/snapshot')).json().conversations
  return {
    conversationWith: (text: string): Promise<Conversation> =>
      until(
        async () => (await conversations()).find(({ lastMessage }) => lastMessage?.text === text),
        `a conversation of «${text}»`,
      ),
    async answer(conversationId: string, body: object): Promise<Message> {
      const path = `/api/v1/conversations/${conversationId}`
      await browser.send('POST', `${path}/assignment`)
      const said = { clientId: nextId(), kind: 'message', ...body }
      const sent = await browser.send('POST', `${path}/messages`, said)
      assert.equal(sent.statusCode, 201, sent.body)
      return sent.json()
    },
    messagesOf: async (id: string): Promise<Message[]> =>
      (await browser.get(`/api/v1/conversations/${id}/messages`)).json().messages,
  }
}

function ofDesigner({ browser }: Member, channelId: string) {
  async function save(look: object, questions: object[]) {
    const url = `/api/v1/channels/${channelId}/site`
    const stored = (await browser.get(url)).json<SiteSettings>()
    const { version } = stored
    return browser.send('PUT', url, { version, look: { ...stored.look, ...look }, questions })
  }
  return {
    save,
    async design(look: object, questions: object[] = []): Promise<void> {
      const saved = await save(look, questions)
      assert.equal(saved.statusCode, 200, saved.body)
    },
  }
}
