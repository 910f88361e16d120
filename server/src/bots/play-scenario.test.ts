import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { before, beforeEach, describe, test } from 'node:test'
import type { Bot, BotDraft, ChannelRules, Scenario } from '@otklik/protocol/settings'

import {
  addTrialPlatform,
  atEnd,
  type BotCentre,
  createBotCentre,
  openProgram,
  until,
} from '../testing/index.ts'
import { scenarioOf } from '../testing/talk.ts'

/** The company's own system, which a test answers for. */
interface Shop {
  url: string
  asked: IncomingMessage[]
  answer(request: IncomingMessage, response: ServerResponse): void
}

let centre: BotCentre
let shop: Shop
before(async () => {
  addTrialPlatform()
  centre = await createBotCentre(await openProgram())
  shop = { url: '', asked: [], answer: (_, response) => void response.end() }
  const server = createServer((request, response) => {
    shop.asked.push(request)
    shop.answer(request, response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  shop.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  atEnd(async () => {
    server.closeAllConnections()
    server.close()
  })
})
beforeEach(() => {
  shop.asked = []
})

let count = 0
const send = async <Answer>(method: 'POST' | 'PUT' | 'PATCH', path: string, body: object) => {
  const answer = await centre.owner.browser.send(method, path, { ...body })
  assert.ok(answer.statusCode < 300, answer.body)
  return answer.json<Answer>()
}

/** From here on whoever writes first meets this scenario. */
async function receiveWith(scenario: Scenario): Promise<Bot> {
  const made = await send<Bot>('POST', '/api/v1/bots', {
    kind: 'scenario',
    name: `Верба ${++count}`,
  })
  const path = `/api/v1/bots/${made.id}`
  const { draftVersion } = (await centre.owner.browser.get(`${path}/draft`)).json<BotDraft>()
  const saved = await send<BotDraft>('PUT', `${path}/draft`, { draftVersion, scenario })
  await send('POST', `${path}/publish`, { draftVersion: saved.draftVersion })
  const rules = `/api/v1/channels/${centre.channelId}/rules`
  const { version } = (await centre.owner.browser.get(rules)).json<ChannelRules>()
  const backup = { kind: 'team', id: centre.teamId }
  await send('PATCH', rules, { version, receiver: { kind: 'bot', id: made.id, backup } })
  return made
}

const otherwise = { text: 'Выберите из списка', times: 1, next: 'person' }
const person = { id: 'person', kind: 'hand-over', to: { kind: 'backup' } } as const
/** Asks the shop for an order, with a choice before and a pause behind. */
const orders = (): Scenario =>
  scenarioOf(
    {
      id: 'menu',
      kind: 'choice',
      text: '{{имя клиента}}, что узнать?',
      placement: 'keyboard',
      options: [
        { id: 'a', label: 'Заказ', next: 'number' },
        { id: 'b', label: 'Другое', next: 'person' },
      ],
      saveAs: 'тема',
      otherwise,
    },
    {
      id: 'number',
      kind: 'question',
      text: 'Номер заказа? Вы писали: {{сообщение}}',
      expects: 'number',
      saveAs: 'заказ',
      next: 'ask',
      otherwise,
    },
    {
      id: 'ask',
      kind: 'request',
      method: 'POST',
      url: `${shop.url}/orders/{{заказ}}`,
      body: '{"customer": "{{имя клиента}}"}',
      save: [{ name: 'статус', path: 'order.status' }],
      next: 'tell',
      whenFailed: 'person',
    },
    { id: 'tell', kind: 'message', text: 'Заказ {{заказ}}: {{статус}}', next: 'pause' },
    { id: 'pause', kind: 'wait', seconds: 60, next: 'more' },
    {
      id: 'more',
      kind: 'question',
      text: 'Что-нибудь ещё?',
      expects: 'text',
      saveAs: 'ещё',
      next: 'bye',
      otherwise,
    },
    { id: 'bye', kind: 'close', text: 'До свидания, {{ещё}}' },
    person,
  )
const status = (_: unknown, response: ServerResponse) =>
  void response.end('{"order": {"status": "в пути"}}')

describe('[BOT-04] a scenario', () => {
  test('leads a customer by buttons, questions, a request and a pause to its end', async () => {
    const { id: botId, name } = await receiveWith(orders())
    shop.answer = status
    const { id } = await centre.writes('Анна', 'где мой заказ')
    await centre.transcript(id, 'Анна, что узнать?')
    await centre.writes('Анна', 'заказ')
    await centre.transcript(id, 'Номер заказа? Вы писали: заказ')
    await centre.writes('Анна', '17')
    await centre.transcript(id, 'Заказ 17: в пути')
    const [request] = shop.asked
    assert.deepEqual([request?.method, request?.url], ['POST', '/orders/17'])
    assert.equal(request?.headers['content-type'], 'application/json')
    centre.pass(60_000)
    await centre.transcript(id, 'Что-нибудь ещё?')
    await centre.writes('Анна', 'нет')
    await centre.transcript(id, 'До свидания, нет', 'closed')
    const conversation = await centre.conversationOf('Анна', ({ status }) => status === 'closed')
    const attributes = { тема: 'Заказ', заказ: '17', статус: 'в пути', ещё: 'нет' }
    assert.deepEqual(conversation.attributes, attributes)
    assert.deepEqual(conversation.bot, { id: botId, name })
  })

  test('is not answered by what was said while it asked somebody else', async () => {
    await receiveWith({ ...orders(), start: 'ask' })
    let held: ServerResponse | undefined
    shop.answer = (_, response) => {
      held = response
    }
    const { id } = await centre.writes('Борис', 'здравствуйте')
    const response = await until(() => held, 'a request')
    await centre.writes('Борис', 'вы тут?')
    await centre.transcript(id, 'вы тут?')
    status(undefined, response)
    const said = await centre.transcript(id, 'Заказ : в пути')
    assert.ok(!said.includes('bot-handed-over'), said.join(', '))
    // It is told afterwards what came too early.
    await centre.answered()
    centre.pass(60_000)
    await centre.transcript(id, 'Что-нибудь ещё?')
    await centre.writes('Борис', 'спасибо')
    await centre.transcript(id, 'До свидания, спасибо')
  })

  test('goes another way where a request fails', async () => {
    await receiveWith({ ...orders(), start: 'ask' })
    shop.answer = (_, response) => void response.writeHead(503).end('{"order": {"status": "нет"}}')
    const { id } = await centre.writes('Вера')
    await centre.transcript(id, 'bot-handed-over')
    const conversation = await centre.conversationOf('Вера')
    assert.equal(conversation.status, 'queued')
    assert.equal(conversation.attributes, undefined)
  })

  test('leaves whoever it does not understand to a person', async () => {
    await receiveWith(orders())
    const { id } = await centre.writes('Глеб')
    await centre.transcript(id, 'Глеб, что узнать?')
    await centre.writes('Глеб', 'оператор')
    await centre.transcript(id, 'Выберите из списка')
    await centre.writes('Глеб', 'оператор!')
    await centre.transcript(id, 'bot-handed-over')
  })
})
