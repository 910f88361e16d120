import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import {
  Api,
  Bot,
  InlineKeyboardBuilder,
  InputFile,
  NetworkError,
  ParseError,
  ReplyKeyboardBuilder,
  TelegramApiError,
} from 'node-telegram-bot-api'
import { createWebhookServer } from 'node-telegram-bot-api/node'
import { makeSample } from '../samples.ts'
import { eventually, openSandbox, type Sandbox, TOKEN } from '../test-kit.ts'

const createBot = ({ apiRoot }: Sandbox) => new Bot(TOKEN, { apiRoot })
/** Left alone, it sends again what failed on the way: here the first failure is looked at. */
const createApi = ({ apiRoot }: Sandbox) => new Api(TOKEN, { apiRoot, maxRetries: 0 })

test('node-telegram-bot-api polls, answers and hears a press', async (t) => {
  const sandbox = await openSandbox(t)
  const bot = createBot(sandbox)
  bot.command('start', (context) => context.reply(`Здравствуйте, ${String(context.match)}`))
  bot.hears(/заказ/, ({ api, chatId, message }) =>
    api.sendMessage({
      chat_id: chatId!,
      text: 'Который?',
      reply_parameters: { message_id: message!.message_id },
      reply_markup: new InlineKeyboardBuilder().text('10482', 'order:10482').build(),
    }),
  )
  bot.on('callback_query', async (context) => {
    await context.answerCallbackQuery({ text: 'Ищем' })
    const { message, data } = context.callbackQuery!
    const where = { chat_id: message!.chat.id, message_id: message!.message_id }
    await context.api.editMessageText({ ...where, text: `Ищем ${data}` })
  })
  const running = bot.startPolling()
  const person = await sandbox.person('Ирина')
  await person.do('start', { payload: 'site-42' })
  await person.writes('Где заказ?')
  await eventually(async () => (await sandbox.sent()).length === 2)
  const { messages } = await person.sees()
  const answers = messages.filter((message: { from: string }) => message.from === 'bot')
  assert.equal(answers[0].content.text, 'Здравствуйте, site-42')
  assert.equal(answers[1].replyTo.text, 'Где заказ?')

  await person.do('press', { messageId: answers[1].id, data: 'order:10482' })
  await eventually(async () => (await person.sees()).notice?.text === 'Ищем')
  await eventually(async () =>
    (await person.sees()).messages.some(
      ({ content }: { content: { text: string } }) => content.text === 'Ищем order:10482',
    ),
  )
  bot.stop()
  await running
})

test('node-telegram-bot-api sends files and draws a keyboard', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  const api = createApi(sandbox)
  const chat_id = person.id
  const { bytes } = await makeSample('photo')
  const photo = new InputFile(bytes, { filename: 'photo.jpg' })
  const shown = await api.sendPhoto({ chat_id, photo, caption: 'чек' })
  const document = new InputFile(Buffer.from('текст'), { filename: 'Акт сверки.txt' })
  const sent = await api.sendDocument({ chat_id, document })
  assert.equal(sent.document?.file_name, 'Акт сверки.txt')
  const { file_path } = await api.getFile({ file_id: sent.document.file_id })
  const stored = await fetch(`${sandbox.apiRoot}/file/bot${TOKEN}/${file_path}`)
  assert.equal(await stored.text(), 'текст')
  const album = await api.sendMediaGroup({
    chat_id,
    media: [
      { type: 'photo', media: photo, caption: 'раз' },
      { type: 'photo', media: shown.photo!.at(-1)!.file_id },
    ],
  })
  assert.equal(album.length, 2)
  const reply_markup = new ReplyKeyboardBuilder().text('Рогожка').build({ resize_keyboard: true })
  await api.sendMessage({ chat_id, text: 'Ткань?', reply_markup })
  await person.do('key', { text: 'Рогожка' })
  const { keyboard, messages } = await person.sees()
  assert.equal(keyboard.keyboard[0][0].text, 'Рогожка')
  assert.equal(messages.at(-1).content.text, 'Рогожка')
})

test('node-telegram-bot-api tells refusals from a network that fails', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  const api = createApi(sandbox)
  const say = (chat_id = person.id) => api.sendMessage({ chat_id, text: 'Вы здесь?' })
  const refused = (code: number) => (error: unknown) =>
    error instanceof TelegramApiError && error.errorCode === code
  await assert.rejects(say(42), refused(400))
  await sandbox.fault({ kind: 'too-many-requests', retryAfter: 3, count: 1 })
  await assert.rejects(
    say(),
    (error) => refused(429)(error) && (error as TelegramApiError).retryAfter === 3,
  )
  await sandbox.fault({ kind: 'answer-lost', count: 1 })
  await assert.rejects(say(), NetworkError)
  await sandbox.fault({ kind: 'server-error', count: 1 })
  await assert.rejects(say(), NetworkError)
  await sandbox.fault({ kind: 'garbage', count: 1 })
  await assert.rejects(say(), ParseError)
  await person.do('block')
  await assert.rejects(say(), refused(403))
  await sandbox.control('POST', '/bots/7100000001/revoke')
  await assert.rejects(api.getMe(), refused(401))
})

test('node-telegram-bot-api receives by webhook with a secret', async (t) => {
  const sandbox = await openSandbox(t)
  const bot = createBot(sandbox)
  bot.command('start', (context) =>
    context.reply('Оцените', {
      reply_markup: new InlineKeyboardBuilder().text('👍', 'csat:5').build(),
    }),
  )
  const pressed: unknown[] = []
  bot.on('callback_query', async (context) => {
    pressed.push(context.callbackQuery!.data)
    await context.answerCallbackQuery({ text: 'Спасибо' })
  })
  const server = createWebhookServer(bot, { path: '/hook', secretToken: 'secret-1' })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  await bot.api.setWebhook({ url, secret_token: 'secret-1' })
  const person = await sandbox.acquaintance('Ирина')
  await eventually(async () => (await sandbox.sent()).length === 1)
  await person.do('press', { messageId: 2, data: 'csat:5' })
  await eventually(async () => (await person.sees()).notice?.text === 'Спасибо')
  assert.deepEqual(pressed, ['csat:5'])

  await bot.api.setWebhook({ url, secret_token: 'wrong' })
  await person.writes('не примут')
  await eventually(async () => (await bot.api.getWebhookInfo()).last_error_message !== undefined)
  const { last_error_message } = await bot.api.getWebhookInfo()
  assert.equal(last_error_message, 'Wrong response from the webhook: 401 Unauthorized')
})
