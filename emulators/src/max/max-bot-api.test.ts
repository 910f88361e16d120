import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Bot, Keyboard, MaxError } from '@maxhub/max-bot-api'
import sharp from 'sharp'
import { eventually } from '../test-kit.ts'
import { type Messenger, openMessenger, TOKEN } from './test-kit.ts'

// Without the slash the prefix would be lost.
const createBot = (messenger: Messenger, token = TOKEN) =>
  new Bot(token, { clientOptions: { baseUrl: `${messenger.url}/` } })

test('the official client polls, answers and presses', async (t) => {
  const messenger = await openMessenger(t)
  await messenger.result('POST /subscriptions', { url: 'https://old.example.ru/' })
  const bot = createBot(messenger)
  bot.on('bot_started', (context) => context.reply(`Здравствуйте, ${context.startPayload}`))
  bot.on('message_created', (context) =>
    context.reply('Чем помочь?', {
      attachments: [Keyboard.inlineKeyboard([[Keyboard.button.callback('Продажи', 'sales')]])],
    }),
  )
  bot.action('sales', (context) =>
    context.answerOnCallback({ message: { text: 'Соединяем', attachments: [] } }),
  )
  const running = bot.start()
  t.after(() => bot.stop())
  // It takes foreign webhooks away before it polls.
  await eventually(
    async () => (await messenger.result('GET /subscriptions')).subscriptions.length === 0,
  )
  const person = await messenger.person('Анна')
  await person.do('start', { payload: 'site' })
  await eventually(async () => (await person.lastSeen())?.content.text === 'Здравствуйте, site')
  await person.do('text', { text: 'Где заказ?' })
  await eventually(async () => (await person.lastSeen())?.buttons !== undefined)
  await person.do('press', { messageId: (await person.lastSeen()).id, data: 'sales' })
  await eventually(async () => (await person.lastSeen()).content.text === 'Соединяем')
  await messenger.bot('POST', '/updates')
  bot.stop()
  await running
})

test('the official client uploads from memory and in pieces', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const { api } = createBot(messenger)
  const folder = await mkdtemp(join(tmpdir(), 'otklik-max-sdk-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'video.mp4')
  await writeFile(path, Buffer.alloc(200_000, 7))
  const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#abc' } })
    .png()
    .toBuffer()
  const image = await api.uploadImage({ source: picture })
  const file = await api.uploadFile({ source: Buffer.from('текст') })
  const audio = await api.uploadAudio({ source: Buffer.from('звук') })
  const video = await api.uploadVideo({ source: path })
  await messenger.fault({ kind: 'not-ready', count: 1 })
  for (const one of [image, file, audio, video])
    await api.sendMessageToUser(person.id, '', { attachments: [one.toJson()] })
  const { messages } = await person.sees()
  const kinds = messages
    .slice(1)
    .map((message: { content: { parts: { kind: string }[] } }) =>
      message.content.parts.map(({ kind }) => kind).join(),
    )
  assert.deepEqual(kinds, ['photo', 'file', 'audio', 'video'])
  const sent = await fetch(`${messenger.emulators.url}${messages[4].content.parts[0].src}`)
  assert.equal((await sent.arrayBuffer()).byteLength, 200_000)
})

test('the official client sends, edits, removes and is refused', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const { api } = createBot(messenger)
  assert.equal((await api.getMyInfo()).is_bot, true)
  await api.setMyCommands([{ name: 'start', description: 'Начать' }])
  const message = await api.sendMessageToChat(person.chatId, '**Добрый** день', {
    format: 'markdown',
  })
  assert.equal(message.body.text, 'Добрый день')
  const { mid } = message.body
  assert.equal((await api.editMessage(mid, { text: 'Здравствуйте' })).success, true)
  assert.equal((await api.getMessage(mid)).body.text, 'Здравствуйте')
  assert.equal((await api.sendAction(person.chatId, 'typing_on')).success, true)
  assert.equal((await api.deleteMessage(mid)).success, true)
  const isRefused = (status: number, code: string) => (error: unknown) =>
    error instanceof MaxError && error.status === status && error.code === code
  await assert.rejects(api.sendMessageToUser(77, 'а'), isRefused(404, 'dialog.not.found'))
  const stranger = createBot(messenger, 'wrong').api
  await assert.rejects(stranger.getMyInfo(), isRefused(401, 'verify.token'))
  await messenger.fault({ kind: 'server-error', count: 1 })
  const sending = api.sendMessageToUser(person.id, 'а')
  await assert.rejects(sending, isRefused(502, 'unexpected.response'))
})

test('the official client receives webhooks with the right secret', async (t) => {
  const messenger = await openMessenger(t)
  const bot = createBot(messenger)
  const heard: string[] = []
  bot.on('message_created', (context) => void heard.push(context.message.body.text ?? ''))
  const secret = 'k3Yb_9s-Q'
  const callback = bot.webhookCallback({ domain: 'example.ru', path: '/hook', secret })
  const server = createServer(callback)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  await bot.api.subscribe(url, secret, ['message_created'])
  await messenger.acquaintance('Анна')
  await eventually(() => heard.includes('Здравствуйте'))
})
