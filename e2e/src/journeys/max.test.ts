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
  centre = await openCentre({ isConnected: false, platforms: ['max'] })
  bot = await control('bots', { name: 'Верба Мебель' })
  person = await control('people', { firstName: 'Марина', lastName: 'Орлова' })
})
after(() => centre.close())

/** The person side of the stand-in. */
async function control<Answer = unknown>(path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${centre.emulator.url}/max/_control/${path}`, {
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

test('a bot is connected by its token', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/channels/new/max`)
  await page.getByRole('button', { name: 'Далее' }).click()
  const token = page.getByLabel('Токен бота')
  await token.fill(bot.token)
  await token.press('Enter')
  const name = page.getByLabel('Имя бота')
  await until(async () => (await name.inputValue()).startsWith('Верба Мебель'), {
    what: 'the name of the bot',
    withinMs: 30_000,
  })
  await page.getByRole('button', { name: 'Подключить' }).click()
  await page.getByText('Работает').first().waitFor({ timeout: 60_000 })
  assert.deepEqual(complaints, [])
  await context.close()
})

test('a person writes and is answered with a text, a file and buttons', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
  await does('start')
  await does('text', { text: 'Где мой заказ 10482?' })
  await page.getByRole('option', { name: /Марина Орлова.*Где мой заказ 10482/ }).click()
  const log = page.getByRole('log')
  await page.locator('input[type=file]').setInputFiles({
    name: 'Счёт.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4'),
  })
  await page.getByRole('textbox', { name: 'Ответ клиенту' }).fill('Вот счёт')
  await page.getByRole('button', { name: 'Отправить', exact: true }).click()
  await log.getByRole('img', { name: 'Отправлено' }).first().waitFor()
  assert.equal((await answers())[0]?.content.text, 'Вот счёт')

  const id = /conversations\/([\w-]+)/.exec(page.url())?.[1]
  await centre.client.ask('POST', `/api/v1/conversations/${id}/messages`, {
    clientId: 'with-buttons',
    kind: 'message',
    text: 'Всё верно?',
    buttons: { placement: 'inline', rows: [[{ label: 'Да, верно' }]] },
  })
  const asked = await until(
    async () => (await answers()).find(({ content }) => content.text === 'Всё верно?'),
    { what: 'the buttons on the phone', withinMs: 30_000 },
  )
  await does('press', { messageId: asked.id, data: 'Да, верно' })
  await log.locator('[data-pressed]', { hasText: 'Да, верно' }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})
