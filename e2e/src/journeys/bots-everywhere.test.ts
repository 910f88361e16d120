import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Conversation, Message } from '@otklik/protocol'
import type { Bot, BotDraft, ChannelRules, ScenarioInput } from '@otklik/protocol/settings'

import { freePorts, until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { openPhones, type Phone } from './phones.ts'

let centre: Centre
let phones: Phone[]
let programPort = 0
before(async () => {
  programPort = (await freePorts(1))[0] ?? 0
  centre = await openCentre({
    isConnected: false,
    platforms: ['vk', 'viber', 'max'],
    environment: { ALLOWED_BOT_HOSTS: `127.0.0.1:${programPort}` },
  })
  phones = await openPhones(centre)
})
after(() => centre.close())

const at = { x: 0, y: 0 }
const steps: ScenarioInput['steps'] = [
  {
    id: 'what',
    kind: 'choice',
    at,
    text: 'Что вас интересует?',
    placement: 'inline',
    options: [
      { id: 'status', label: 'Статус заказа', next: 'number' },
      { id: 'people', label: 'Другой вопрос', next: 'people' },
    ],
    otherwise: { text: 'Выберите кнопкой', times: 1, next: 'people' },
  },
  {
    id: 'number',
    kind: 'question',
    at,
    text: 'Назовите номер заказа',
    expects: 'number',
    saveAs: 'номер заказа',
    next: 'right',
    otherwise: { text: 'Номер состоит из цифр', times: 1, next: 'people' },
  },
  {
    id: 'right',
    kind: 'choice',
    at,
    text: 'Заказ {{номер заказа}}, верно?',
    placement: 'keyboard',
    options: [
      { id: 'yes', label: 'Да, верно', next: 'people' },
      { id: 'no', label: 'Нет', next: 'number' },
    ],
    otherwise: { text: 'Выберите кнопкой', times: 1, next: 'people' },
  },
  {
    id: 'people',
    kind: 'hand-over',
    at,
    to: { kind: 'backup' },
    summary: 'Заказ {{номер заказа}}',
  },
]

/** Published, and the receiver of all channels. */
async function startBot(): Promise<Bot> {
  const { client } = centre
  await client.ask('PUT', '/api/v1/modules/bots', { isOn: true })
  const scenario: ScenarioInput = { format: 1, start: 'what', steps }
  const asked = { kind: 'scenario', name: 'Верба', scenario }
  const bot = await client.ask<Bot>('POST', '/api/v1/bots', asked)
  const { draftVersion } = await client.ask<BotDraft>('GET', `/api/v1/bots/${bot.id}/draft`)
  await client.ask('POST', `/api/v1/bots/${bot.id}/publish`, { draftVersion })
  for (const { channelId } of phones) {
    const path = `/api/v1/channels/${channelId}/rules`
    const { version, receiver } = await client.ask<ChannelRules>('GET', path)
    const alone = { version, receiver: { kind: 'bot', id: bot.id } }
    await assert.rejects(client.ask('PATCH', path, alone), /no-backup/)
    const backup = { kind: 'team', id: receiver.id }
    await client.ask('PATCH', path, { version, receiver: { kind: 'bot', id: bot.id, backup } })
  }
  return bot
}

const conversationIn = async (channelId: string) => {
  const { conversations } = await centre.client.ask<{ conversations: Conversation[] }>(
    'GET',
    '/api/v1/snapshot',
  )
  return conversations.find((conversation) => conversation.channelId === channelId)
}

test('[COM-22] [TG-11] [VK-10] [VK-11] [VB-05] [VB-06] [WA-11] [WA-14] a bot leads everybody to an operator', async () => {
  await startBot()
  await Promise.all(phones.map(walk))
  for (const { channelId, platform } of phones) {
    const conversation = await until(
      async () => {
        const found = await conversationIn(channelId)
        return found?.status === 'queued' ? found : undefined
      },
      { what: `${platform}: handed over`, withinMs: 30_000 },
    )
    assert.deepEqual(conversation.attributes, { 'номер заказа': '10482' }, platform)
    await isMarked(conversation, platform)
  }
})

async function walk(phone: Phone): Promise<void> {
  await phone.writes('Здравствуйте')
  await phone.hears('Что вас интересует?')
  await phone.presses(0)
  await phone.hears('Назовите номер заказа')
  await phone.writes('10482')
  await phone.hears('Заказ 10482, верно?')
  await phone.writes('Да, верно')
}

/** COM-23: the operator sees what was offered, and what was chosen. */
async function isMarked({ id }: Conversation, platform: string): Promise<void> {
  const path = `/api/v1/conversations/${id}/messages`
  const { messages } = await centre.client.ask<{ messages: Message[] }>('GET', path)
  const shown = messages.flatMap(({ buttons }) => (buttons ? [buttons] : []))
  assert.deepEqual(
    shown.map(({ placement }) => placement),
    ['inline', 'keyboard'],
    platform,
  )
  const pressed = shown.map(({ rows }) =>
    rows.flat().flatMap(({ label, pressedAt }) => (pressedAt ? [label] : [])),
  )
  assert.deepEqual(pressed, [['Статус заказа'], ['Да, верно']], platform)
}

const example = fileURLToPath(new URL('../../../docs/examples/bot/bot.mjs', import.meta.url))

test('[COM-14] [D-06] a program that dies in mid-dialog leaves nobody alone, on any platform', async () => {
  const { client } = centre
  const url = `http://127.0.0.1:${programPort}/`
  const asked = { kind: 'webhook', name: 'Помощник', url }
  const { id } = await client.ask<Bot>('POST', '/api/v1/bots', asked)
  const path = `/api/v1/bots/${id}/secret`
  const { secret } = await client.ask<{ secret: string }>('POST', path, {})
  const program = spawn(process.execPath, [example], {
    env: { SECRET: secret, PORT: String(programPort) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(program.stdout, 'data')
  for (const { channelId } of phones) {
    const conversation = await conversationIn(channelId)
    const to = { kind: 'bot', id }
    await client.ask('POST', `/api/v1/conversations/${conversation?.id}/transfer`, { to })
  }
  await Promise.all(phones.map((phone) => phone.hears('Чем помочь?')))
  program.kill('SIGKILL')
  await once(program, 'exit')
  await Promise.all(phones.map((phone) => phone.writes('Вы здесь?')))
  for (const { channelId, platform } of phones) {
    await until(async () => (await conversationIn(channelId))?.status === 'queued', {
      what: `${platform}: its backup has it`,
      withinMs: 30_000,
    })
    const conversation = await conversationIn(channelId)
    const transcript = `/api/v1/conversations/${conversation?.id}/messages`
    const { messages } = await client.ask<{ messages: Message[] }>('GET', transcript)
    const lines = messages.flatMap(({ system }) => system?.code ?? [])
    assert.ok(lines.includes('bot-unavailable'), platform)
  }
  const bots = await client.ask<Bot[]>('GET', '/api/v1/bots')
  const state = bots.find((bot) => bot.id === id)
  assert.deepEqual([state?.isAvailable, state?.trouble], [false, 'unreachable'])
})
