import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import {
  Bot,
  GrammyError,
  HttpError,
  InlineKeyboard,
  InputFile,
  InputMediaBuilder,
  Keyboard,
  webhookCallback,
} from 'grammy'
import sharp from 'sharp'
import { eventually, openSandbox, type Sandbox, TOKEN } from '../test-kit.ts'

const createBot = (sandbox: Sandbox) => new Bot(TOKEN, { client: { apiRoot: sandbox.apiRoot } })

test('grammY polls, answers and replies', async (t) => {
  const sandbox = await openSandbox(t)
  const bot = createBot(sandbox)
  bot.command('start', (context) => context.reply(`Здравствуйте, ${context.match}`))
  bot.on('message:text', (context) =>
    context.reply('Принято', { reply_parameters: { message_id: context.msgId } }),
  )
  const running = bot.start()
  const person = await sandbox.person('Ирина')
  await person.do('start', { payload: 'site-42' })
  await person.writes('Где заказ?')
  await eventually(async () => (await sandbox.sent()).length === 2)
  const { messages } = await person.sees()
  const answers = messages.filter((message: { from: string }) => message.from === 'bot')
  assert.equal(answers[0].content.text, 'Здравствуйте, site-42')
  assert.equal(answers[1].replyTo.text, 'Где заказ?')
  await bot.stop()
  await running
})

test('grammY uploads files in chunks', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  const { api } = createBot(sandbox)
  const picture = await sharp({
    create: { width: 640, height: 480, channels: 3, background: '#abc' },
  })
    .jpeg()
    .toBuffer()
  const photo = await api.sendPhoto(id, new InputFile(picture, 'photo.jpg'), { caption: 'чек' })
  assert.ok(photo.photo.length >= 3)
  const sent = await api.sendDocument(id, new InputFile(Buffer.from('текст'), 'Акт сверки.txt'))
  assert.equal(sent.document.file_name, 'Акт сверки.txt')
  assert.equal(sent.document.mime_type, 'text/plain')
  const file = await api.getFile(sent.document.file_id)
  const bytes = await fetch(`${sandbox.apiRoot}/file/bot${TOKEN}/${file.file_path}`)
  assert.equal(await bytes.text(), 'текст')
  const album = await api.sendMediaGroup(id, [
    InputMediaBuilder.photo(new InputFile(picture), { caption: 'раз' }),
    InputMediaBuilder.photo(photo.photo.at(-1)!.file_id),
  ])
  assert.equal(album.length, 2)
  const voice = await api.sendVoice(id, new InputFile(Buffer.from('OggS'), 'v.ogg'), {
    duration: 3,
  })
  assert.equal(voice.voice.duration, 3)
})

test('grammY edits, deletes and draws keyboards', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  const { api } = createBot(sandbox)
  const { message_id } = await api.sendMessage(person.id, '<b>Оцените</b>', {
    parse_mode: 'HTML',
    reply_markup: new InlineKeyboard().text('👍', 'csat:5').text('👎', 'csat:1'),
  })
  await api.editMessageText(person.id, message_id, 'Спасибо')
  await api.sendMessage(person.id, 'Ткань?', {
    reply_markup: new Keyboard().text('Рогожка').resized(),
  })
  await api.sendLocation(person.id, 55.75, 37.61)
  await api.sendChatAction(person.id, 'typing')
  await api.deleteMessage(person.id, message_id)
  const view = await person.sees()
  assert.equal(view.typing, 'typing')
  assert.equal(view.keyboard.keyboard[0][0].text, 'Рогожка')
  assert.equal(view.messages[1].content.text, 'Спасибо')
  assert.ok(view.messages[1].deletedAt)
})

test('grammY recognises every refusal', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  const { api } = createBot(sandbox)
  const refused =
    (code: number, parameters = {}) =>
    (error: unknown) => {
      assert.ok(error instanceof GrammyError)
      assert.equal(error.error_code, code)
      assert.deepEqual(error.parameters, parameters)
      return true
    }
  await assert.rejects(api.sendMessage(42, 'x'), refused(400))
  await assert.rejects(api.sendMessage(person.id, ' '), refused(400))
  await sandbox.fault({ kind: 'too-many-requests', retryAfter: 3, count: 1 })
  await assert.rejects(api.sendMessage(person.id, 'x'), refused(429, { retry_after: 3 }))
  await sandbox.fault({ kind: 'answer-lost', count: 1 })
  await assert.rejects(api.sendMessage(person.id, 'x'), HttpError)
  await person.do('block')
  await assert.rejects(api.sendMessage(person.id, 'x'), refused(403))
  await sandbox.control('POST', '/bots/7100000001/revoke')
  await assert.rejects(api.getMe(), refused(401))
})

test('grammY meets a conflict when a webhook is set', async (t) => {
  const sandbox = await openSandbox(t)
  const { api } = createBot(sandbox)
  await api.setWebhook('http://127.0.0.1:9/hook')
  await assert.rejects(
    api.getUpdates(),
    (error) => error instanceof GrammyError && error.error_code === 409,
  )
})

test('grammY receives by webhook with a secret', async (t) => {
  const sandbox = await openSandbox(t)
  const bot = createBot(sandbox)
  bot.command('start', (context) =>
    context.reply('Оцените', { reply_markup: new InlineKeyboard().text('👍', 'csat:5') }),
  )
  bot.callbackQuery('csat:5', async (context) => {
    await context.answerCallbackQuery({ text: 'Спасибо' })
    await context.editMessageText('Вы поставили 5')
  })
  const statuses: string[] = []
  bot.on('my_chat_member', (context) => {
    statuses.push(context.myChatMember.new_chat_member.status)
  })
  const server = createServer(webhookCallback(bot, 'http', { secretToken: 'secret-1' }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  await bot.api.setWebhook(url, { secret_token: 'secret-1' })
  const person = await sandbox.acquaintance('Ирина')
  await eventually(async () => (await sandbox.sent()).length === 1)
  await person.do('press', { messageId: 2, data: 'csat:5' })
  await eventually(async () => (await person.sees()).messages[1].content.text === 'Вы поставили 5')
  assert.equal((await person.sees()).notice.text, 'Спасибо')
  await person.do('block')
  await person.do('unblock')
  await eventually(() => statuses.length === 2)
  assert.deepEqual(statuses, ['kicked', 'member'])
  await bot.api.setWebhook(url, { secret_token: 'wrong' })
  await person.writes('не примут')
  await eventually(async () => (await bot.api.getWebhookInfo()).last_error_message !== undefined)
  const { last_error_message } = await bot.api.getWebhookInfo()
  assert.equal(last_error_message, 'Wrong response from the webhook: 401 Unauthorized')
})
