import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'

interface Shown {
  id: string
  from: 'person' | 'bot'
  content: { text?: string }
  buttons?: unknown
}

let centre: Centre
let bot: { id: string; token: string }
let person: { id: string }
before(async () => {
  centre = await openCentre({ isConnected: false, platforms: ['viber'] })
  bot = await control('bots', { name: 'Верба Мебель' })
  person = await control('people', { firstName: 'Марина', lastName: 'Орлова' })
})
after(() => centre.close())

/** The person side of the stand-in. */
async function control<Answer = unknown>(path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${centre.emulator.url}/viber/_control/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`)
  return (await answer.json()) as Answer
}
const does = (action: string, body: object = {}) =>
  control(`bots/${bot.id}/people/${person.id}/${action}`, body)
const answers = async () => {
  const { messages } = await control<{ messages: Shown[] }>(`bots/${bot.id}/chats/${person.id}`)
  return messages.filter(({ from }) => from === 'bot')
}

test('[VB-02] [VB-03] [VB-04] a wrong token says «Бот не найден», the right one connects', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/channels/new/viber`)
  await page.getByRole('button', { name: 'Далее' }).click()
  const token = page.getByLabel('Токен HTTP API')
  const name = page.getByLabel('Имя бота')
  const nobodys = bot.token.replaceAll(/[0-9a-f]/g, (sign) => (sign === '0' ? '1' : '0'))
  await token.fill(nobodys)
  await token.press('Enter')
  const alert = page.getByText('Бот не найден', { exact: true })
  await alert.waitFor()
  assert.equal(await name.inputValue(), '')
  assert.equal(await token.inputValue(), nobodys)
  await token.fill(bot.token)
  await token.press('Enter')
  await until(async () => (await name.inputValue()).startsWith('Верба Мебель'), {
    what: 'the name of the bot',
    withinMs: 30_000,
  })
  assert.equal(await alert.count(), 0)
  await page.getByRole('button', { name: 'Подключить' }).click()
  await page.getByText('Работает').first().waitFor({ timeout: 60_000 })
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[VB-01] [VB-06] a person writes and is answered with a text, a file and buttons', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
  await does('text', { text: 'Где мой заказ 10482?' })
  await page.getByRole('option', { name: /Марина.*Где мой заказ 10482/ }).click()
  const log = page.getByRole('log')
  await page.locator('input[type=file]').setInputFiles({
    name: 'Счёт.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4'),
  })
  await page.getByRole('textbox', { name: 'Ответ клиенту' }).fill('Вот счёт')
  await page.getByRole('button', { name: 'Отправить', exact: true }).click()
  const texts = async () => (await answers()).map(({ content }) => content.text)
  await until(async () => (await texts()).includes('Вот счёт'), {
    what: 'the text on the phone',
    withinMs: 30_000,
  })
  assert.equal((await answers()).length, 2)

  const id = /conversations\/([\w-]+)/.exec(page.url())?.[1]
  await centre.client.ask('POST', `/api/v1/conversations/${id}/messages`, {
    clientId: 'with-buttons',
    kind: 'message',
    text: 'Всё верно?',
    buttons: { placement: 'inline', rows: [[{ label: 'Да, верно' }]] },
  })
  const asked = await until(async () => (await answers())[3], {
    what: 'the buttons on the phone',
    withinMs: 30_000,
  })
  await does('press', { messageId: asked.id, row: 0, column: 0 })
  await log.locator('[data-pressed]', { hasText: 'Да, верно' }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('an answer to a message carries its words above, and never those of a note', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
  await does('text', { text: 'Когда привезёте?' })
  await page.getByRole('option', { name: /Марина.*Когда привезёте/ }).click()
  const log = page.getByRole('log')
  await log.getByText('Когда привезёте?').waitFor()
  const field = page.getByRole('textbox', { name: 'Ответ клиенту' })
  await field.press('ArrowUp')
  await page.getByText(/^Ответ на сообщение: Марина/).waitFor()
  await field.fill('Завтра к вечеру')
  await field.press('Enter')
  const isHeard = (text: string) =>
    until(async () => (await answers()).some(({ content }) => content.text === text), {
      what: `«${text}» on the phone`,
      withinMs: 30_000,
    })
  await isHeard('> Когда привезёте?\n\nЗавтра к вечеру')
  assert.equal(await log.getByText('> Когда привезёте?').count(), 0)
  assert.equal(await log.getByText('Когда привезёте?').count(), 2)

  const id = /conversations\/([\w-]+)/.exec(page.url())?.[1]
  const write = (body: object) =>
    centre.client.ask<{ id: string }>('POST', `/api/v1/conversations/${id}/messages`, body)
  const note = await write({ clientId: 'the-first-note', kind: 'note', text: 'Скидку не давать' })
  await write({ clientId: 'after-the-note', kind: 'message', text: 'Ждём вас', replyToId: note.id })
  await isHeard('Ждём вас')
  assert.deepEqual(complaints, [])
  await context.close()
})
