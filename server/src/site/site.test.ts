import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import type { ChannelDetails, ContactCard, Conversation, Message } from '@otklik/protocol'
import type { SiteSession, SiteSettings, SiteTalk, SiteVisit } from '@otklik/protocol/settings'
import type { LightMyRequestResponse } from 'fastify'

import {
  addTrialPlatform,
  atEnd,
  createTestApp,
  type Member,
  type TestApp,
  TRIAL,
  until,
} from '../testing/index.ts'

const ownOrigin = 'http://localhost:80'
const shop = 'https://shop.example.com'

let world: TestApp
let owner: Member
let channelId: string
let siteKey: string

before(async () => {
  addTrialPlatform({
    connection: () => ({ contactLink: (payload = '') => `https://trial.example/${payload}` }),
  })
  world = await createTestApp({ works: true, widgetRoot: aBuild() })
  owner = await world.signUp('owner')
  const channel = await connect({ name: 'Сайт', sites: 'shop.example.com, *.example.org' })
  channelId = channel.id
  siteKey = channel.identity?.externalId ?? ''
})

/** Of the widget, as far as it is served. */
function aBuild(): string {
  const root = mkdtempSync(join(tmpdir(), 'otklik-widget-'))
  atEnd(async () => rmSync(root, { recursive: true }))
  for (const name of ['loader.js', 'panel.js', 'panel.css']) writeFileSync(join(root, name), '')
  return root
}

async function connect(settings: object, kind = 'site-chat'): Promise<ChannelDetails> {
  const connected = await owner.browser.send('POST', '/api/v1/channels', { kind, settings })
  assert.equal(connected.statusCode, 201, connected.body)
  return connected.json()
}

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

  test('[H-40] says nothing to other sites, and takes no token of another channel', async () => {
    const elsewhere = await begin({ site: 'https://evil.example' })
    assert.deepEqual([elsewhere.statusCode, codeOf(elsewhere)], [403, 'site-not-allowed'])
    const below = await begin({ site: 'https://a.example.org' })
    assert.equal(below.statusCode, 200)
    const foreign = await begin({}, siteKey, { origin: 'https://evil.example' })
    assert.deepEqual([foreign.statusCode, codeOf(foreign)], [403, 'foreign-origin'])
    const loader = await world.app.inject({
      url: `/widget/${siteKey}.js`,
      headers: { referer: 'https://evil.example/page' },
    })
    assert.deepEqual([loader.statusCode, codeOf(loader)], [403, 'site-not-allowed'])
    assert.equal((await begin({}, 'nobody')).statusCode, 404)

    const other = await connect({ name: 'Второй', sites: 'shop.example.com' })
    const there = (await begin({}, other.identity?.externalId)).json<SiteSession>()
    const stolen = await visitorWith(there.token).post('messages', {
      clientId: nextId(),
      text: 'чужой',
    })
    assert.deepEqual([stolen.statusCode, codeOf(stolen)], [401, 'visit-over'])
    const forged = await visitorWith('0123456789abcdef.k.AAAA').post('typing')
    assert.equal(forged.statusCode, 401)
  })

  test('lets a whole office in from one address, and one visitor not flood', async () => {
    for (let group = 0; group < 8; group++) {
      const many = await Promise.all(Array.from({ length: 50 }, () => begin()))
      assert.ok(many.every(({ statusCode }) => statusCode === 200))
    }
    const visitor = await open()
    let status = 202
    for (let count = 0; count < 60 && status === 202; count++) {
      const clientId = nextId()
      status = (await visitor.post('messages', { clientId, text: ' ' })).statusCode
      if (status === 422) status = 202
    }
    assert.equal(status, 429)
  })

  test('[H-34] is let go when its panel does not read, or is open too often', async () => {
    const origin = await world.app.listen({ port: 0, host: '127.0.0.1' })
    const visitor = await open()
    await visitor.say('Расскажите всё')
    const { id } = await conversationWith('Расскажите всё')
    const headers = { authorization: `Bearer ${visitor.token}` }
    const panel = async () => {
      const asked = get(`${origin}/widget/${siteKey}/events`, { headers, agent: false })
      asked.on('error', () => {})
      const [response] = (await once(asked, 'response')) as [IncomingMessage]
      response.on('error', () => {})
      const closed = new Promise((resolve) => response.on('close', resolve))
      return { response, closed, end: () => asked.destroy() }
    }
    const isOnline = async () =>
      (await owner.browser.get(`/api/v1/conversations/${id}/visit`)).json<SiteVisit>().isOnline
    const stalled = await panel()
    assert.equal(await isOnline(), true)
    await answer(id, { text: 'Слушайте' })
    const path = `/api/v1/conversations/${id}/messages`
    const text = 'о'.repeat(4000)
    for (let round = 0; round < 30 && (await isOnline()); round++) {
      for (let n = 0; n < 10; n++) {
        await owner.browser.send('POST', path, { clientId: nextId(), kind: 'message', text })
      }
    }
    assert.equal(await isOnline(), false)
    stalled.end()
    const tabs = [await panel()]
    tabs[0]!.response.resume()
    while (tabs.length < 21) tabs.push(await panel())
    await tabs[0]!.closed
    for (const { end } of tabs) end()
  })

  test('[H-40] brings a file once, and nobody else’s', async () => {
    const visitor = await open()
    const upload = await uploadAs(visitor, 'план.txt', 'три на четыре')
    const stranger = await open()
    const taken = await stranger.post('messages', {
      clientId: nextId(),
      text: '',
      uploads: [upload],
    })
    assert.equal(taken.statusCode, 422)
    await visitor.say('Вот план комнаты', { uploads: [upload] })
    const { id } = await conversationWith('Вот план комнаты')
    const file = await until(async () => {
      const [message] = await messagesOf(id)
      return message?.files?.[0]?.state === 'stored' ? message.files[0] : undefined
    }, 'the file to be here')
    assert.equal(file.name, 'план.txt')
    const shown = await until(
      async () => (await visitor.talk()).messages[0]?.files?.[0]?.url,
      'the visitor to see it',
    )
    assert.equal((await world.app.inject({ url: shown })).body, 'три на четыре')
  })

  test('[COM-90] has an entry for every messenger that is connected and shown', async () => {
    const entries = async () => (await open()).session.entries.map(({ title }) => title)
    assert.deepEqual(await entries(), [])
    const messenger = await connect({ token: 'one' }, TRIAL)
    const [entry] = (await open()).session.entries
    assert.deepEqual([entry?.title, entry?.link], ['Trial', 'https://trial.example/'])
    await design({ messengers: [{ channelId: messenger.id, isShown: false }] })
    assert.deepEqual(await entries(), [])
    await design({ messengers: [{ channelId: messenger.id, isShown: true }] })
    assert.deepEqual(await entries(), ['Trial'])
    await owner.browser.send('POST', `/api/v1/channels/${messenger.id}/disconnection`, {
      consent: true,
    })
    assert.deepEqual(await entries(), [])
  })

  test('gives a question to its receiver, and the rest to the channel’s', async () => {
    const expert = await world.signUp('operator', { accountId: owner.accountId })
    const receiver = { kind: 'operator', id: expert.operatorId }
    const wrong = await save({}, [
      { label: 'Доставка', receiver },
      { label: 'доставка', receiver: { ...receiver, id: owner.accountId } },
    ])
    assert.equal(wrong.statusCode, 422)
    assert.deepEqual(Object.keys(wrong.json().error.fields), [
      'questions.1.label',
      'questions.1.receiver.id',
    ])
    await design({}, [{ label: 'Доставка', receiver }])
    await (await open()).say('Когда привезёте?', { question: 'Доставка' })
    const asked = await conversationWith('Когда привезёте?')
    assert.equal(asked.awaitedOperatorId, expert.operatorId)
    const chosen = (await messagesOf(asked.id)).find(
      ({ system }) => system?.code === 'question-chosen',
    )
    assert.deepEqual(chosen?.system?.parameters, { question: 'Доставка' })
    await (await open()).say('Выдуманный вопрос', { question: 'Скидка 100 %' })
    const other = await conversationWith('Выдуманный вопрос')
    assert.equal(other.awaitedOperatorId, undefined)
  })

  test('gives a question to a bot, behind which somebody stands, of ten at most', async () => {
    const expert = await world.signUp('operator', { accountId: owner.accountId })
    const backup = { kind: 'operator', id: expert.operatorId }
    const { browser } = owner
    const receiver = (id: string, more: object = { backup }) => ({ kind: 'bot', id, ...more })
    const asking = (from: object) => [{ label: 'Подобрать торт', receiver: from }]
    const fieldsOf = async (questions: object[]) =>
      Object.keys((await save({}, questions)).json().error.fields)
    assert.deepEqual(await fieldsOf(asking(receiver(owner.accountId))), ['questions.0.receiver.id'])
    await browser.send('PUT', '/api/v1/modules/bots', { isOn: true })
    assert.deepEqual(await fieldsOf(asking(receiver(owner.accountId))), ['questions.0.receiver.id'])
    const made = await browser.send('POST', '/api/v1/bots', { kind: 'scenario', name: 'Помощник' })
    const bot = made.json<{ id: string }>()
    assert.deepEqual(await fieldsOf(asking(receiver(bot.id, {}))), ['questions.0.receiver.backup'])
    const nobody = { kind: 'team', id: owner.accountId }
    assert.deepEqual(await fieldsOf(asking(receiver(bot.id, { backup: nobody }))), [
      'questions.0.receiver.backup.id',
    ])

    await design({}, asking(receiver(bot.id)))
    await (await open()).say('Пока его нет', { question: 'Подобрать торт' })
    const behind = await conversationWith('Пока его нет')
    assert.deepEqual([behind.status, behind.awaitedOperatorId], ['queued', expert.operatorId])
    const scenario = {
      ...{ format: 1, start: 'ask' },
      steps: [
        {
          ...{ kind: 'question', id: 'ask', at: { x: 0, y: 0 }, text: 'Для кого?' },
          ...{ expects: 'text', saveAs: 'кому', next: 'end' },
          otherwise: { text: 'Не поняли', times: 1, next: 'end' },
        },
        { kind: 'hand-over', id: 'end', at: { x: 0, y: 200 }, to: { kind: 'backup' } },
      ],
    }
    const path = `/api/v1/bots/${bot.id}/draft`
    const { draftVersion: first } = (await browser.get(path)).json()
    const draft = await browser.send('PUT', path, { draftVersion: first, scenario })
    assert.equal(draft.statusCode, 200, draft.body)
    const { draftVersion } = draft.json()
    const published = await browser.send('POST', `/api/v1/bots/${bot.id}/publish`, { draftVersion })
    assert.equal(published.statusCode, 200, published.body)
    await (await open()).say('Нужен торт', { question: 'Подобрать торт' })
    // What the bot asks is the last word by now.
    const held = await conversationWith('Для кого?')
    assert.deepEqual([held.status, held.bot?.id], ['bot', bot.id])
    await (await open()).say('Просто вопрос')
    assert.notEqual((await conversationWith('Просто вопрос')).status, 'bot')
    assert.partialDeepStrictEqual((await browser.get(`/api/v1/bots/${bot.id}`)).json(), {
      usedBy: [{ channelId, as: 'question' }],
    })

    const many = Array.from({ length: 11 }, (_, n) => ({ label: `Вопрос ${n}`, receiver: backup }))
    assert.equal((await save({}, many)).statusCode, 422)
    await design({}, many.slice(0, 10))
    await (await open()).say('Десятый', { question: 'Вопрос 9' })
    assert.equal((await conversationWith('Десятый')).awaitedOperatorId, expert.operatorId)
    await design({})
  })

  test('[COM-90] speaks English to whoever reads it, and without a chat has messengers alone', async () => {
    const messenger = await connect({ token: 'two' }, TRIAL)
    const panelFor = async (language: string) => {
      const headers = { 'accept-language': language }
      const [loader, panel] = await Promise.all([
        world.app.inject({ url: `/widget/${siteKey}.js`, headers }),
        world.app.inject({ url: `/widget/${siteKey}/panel`, headers }),
      ])
      assert.equal(panel.statusCode, 200, panel.body)
      const dataOf = (id: string) =>
        JSON.parse(new RegExp(`id="${id}">(.*?)</script>`).exec(panel.body)?.[1] ?? '')
      const { lang } = /<html lang="(?<lang>..)">/.exec(panel.body)?.groups ?? {}
      return { loader: loader.body, lang, config: dataOf('config'), words: dataOf('words') }
    }
    await design({ language: 'auto' })
    const english = await panelFor('en-GB,en;q=0.9')
    assert.deepEqual([english.lang, english.config.language], ['en', 'en'])
    assert.match(english.loader, /"label":"Open chat"/)
    assert.doesNotMatch(JSON.stringify(english.words), /[а-яё]/i)
    const russian = await panelFor('ru')
    assert.deepEqual([russian.lang, russian.config.look.hasChat], ['ru', true])
    assert.match(russian.loader, /"label":"Открыть чат"/)
    await design({ language: 'en', hasChat: false })
    const withoutChat = await panelFor('ru')
    assert.deepEqual([withoutChat.lang, withoutChat.config.look.hasChat], ['en', false])
    const { entries } = (await open()).session
    assert.deepEqual(
      entries.map(({ channelId: id }) => id),
      [messenger.id],
    )
    await design({ language: 'auto', hasChat: true })
    await owner.browser.send('POST', `/api/v1/channels/${messenger.id}/disconnection`, {
      consent: true,
    })
  })

  test('takes nothing before what is required and agreed to, and keeps it on the card', async () => {
    await design({
      preChat: [{ field: 'phone', isRequired: true }],
      consent: 'Согласен на обработку персональных данных',
    })
    const visitor = await open({ page: { url: 'https://shop.example.com/sofa', title: 'Диван' } })
    const early = await visitor.post('messages', { clientId: nextId(), text: 'Перезвоните' })
    assert.equal(early.statusCode, 422)
    assert.deepEqual(Object.keys(early.json().error.fields).toSorted(), [
      'answer.phone',
      'hasConsented',
    ])
    const half = await visitor.post('messages', {
      ...{ clientId: nextId(), text: 'Перезвоните', hasConsented: true },
      answer: { phone: 'звоните' },
    })
    assert.deepEqual(Object.keys(half.json().error.fields), ['answer.phone'])
    await visitor.say('Перезвоните мне', {
      hasConsented: true,
      answer: { phone: '8 921 123-45-67', name: 'Ольга <b>' },
      page: { url: 'https://shop.example.com/sofa?utm_source=ya', title: 'Диван' },
    })
    const { id, contact } = await conversationWith('Перезвоните мне')
    const card = await until(async () => {
      const found = (await owner.browser.get(`/api/v1/contacts/${contact.id}`)).json<ContactCard>()
      return found.phone ? found : undefined
    }, 'the phone on the card')
    assert.equal(card.phone, '+7 921 •••-••-67')
    assert.equal(card.name, 'Ольга <b>')
    const visit = (await owner.browser.get(`/api/v1/conversations/${id}/visit`)).json<SiteVisit>()
    assert.deepEqual(visit.page, {
      ...{ url: 'https://shop.example.com/sofa?utm_source=ya', title: 'Диван' },
    })
    assert.equal(visit.isOnline, false)
    const { session } = await open({ token: visitor.token })
    assert.deepEqual([session.hasConsented, session.isKnown], [true, true])
    await design({ preChat: [], consent: '' })
  })

  test('knows whoever signed in at the company’s site, on every device', async () => {
    const made = await owner.browser.send('POST', `/api/v1/channels/${channelId}/site/secret`)
    const { secret } = made.json<{ secret: string }>()
    const sign = (id: string, key = secret) => createHmac('sha256', key).update(id).digest('hex')
    const identity = { id: 'клиент-7', hash: sign('клиент-7'), name: 'Пётр' }
    const stranger = await begin({ identity: { ...identity, hash: sign('клиент-8') } })
    assert.deepEqual([stranger.statusCode, codeOf(stranger)], [403, 'wrong-identity'])

    const before = await open()
    await before.say('Пока без имени')
    await conversationWith('Пока без имени')
    const here = await open({ token: before.token, identity })
    await here.say('А теперь вошёл')
    await conversationWith('А теперь вошёл')
    const there = await open({ identity })
    const said = await until(async () => {
      const { messages } = await there.talk()
      return messages.length === 2 ? messages.map(({ text }) => text) : undefined
    }, 'both words on another device')
    assert.deepEqual(said, ['Пока без имени', 'А теперь вошёл'])
    // Signed out, whatever token is left; and a page that learns late who it is finds them again.
    const after = await open({ token: there.token })
    assert.deepEqual([after.session.talk.messages, after.session.isKnown], [[], false])
    assert.equal((await open({ token: after.token })).token, after.token)
    assert.equal((await open({ token: after.token, identity })).session.talk.messages.length, 2)
    const shown = (
      await owner.browser.get(`/api/v1/channels/${channelId}/site`)
    ).json<SiteSettings>()
    assert.equal(shown.identitySecret?.includes(secret.slice(8, 56)), false)
  })
})

const codeOf = (answer: LightMyRequestResponse): string => answer.json().error.code

async function uploadAs({ token }: Visitor, name: string, text: string): Promise<string> {
  const boundary = 'upload-boundary'
  const answer = await world.app.inject({
    method: 'POST',
    url: `/widget/${siteKey}/files`,
    headers: {
      ...{ origin: ownOrigin, authorization: `Bearer ${token}` },
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--${boundary}--\r\n`,
  })
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json().upload
}

async function save(look: object, questions: object[]) {
  const url = `/api/v1/channels/${channelId}/site`
  const stored = (await owner.browser.get(url)).json<SiteSettings>()
  const { version } = stored
  return owner.browser.send('PUT', url, { version, look: { ...stored.look, ...look }, questions })
}

async function design(look: object, questions: object[] = []): Promise<void> {
  const saved = await save(look, questions)
  assert.equal(saved.statusCode, 200, saved.body)
}
