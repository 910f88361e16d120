import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'

let centre: Centre
let subject: { id: string; subject: string; token: string; phone: string }
let person: { id: string }
before(async () => {
  centre = await openCentre({ isConnected: false })
  subject = await control('POST', '/subjects', { name: 'Верба Мебель' })
  person = await control('POST', '/people', { name: 'Ирина', phone: '79160000001' })
})
after(() => centre.close())

/** The side of people and of the provider's office. */
async function control<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${centre.emulator.url}/edna/_control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`)
  return (text ? JSON.parse(text) : undefined) as Answer
}
const does = (action: string, body: object) =>
  control('POST', `/subjects/${subject.id}/people/${person.id}/${action}`, body)

interface Shown {
  id: string
  from: 'person' | 'bot'
  content: { kind: string; text?: string; file?: { name: string } }
}
const onThePhone = (isThere: (message: Shown) => boolean) =>
  until(
    async () => {
      const path = `/subjects/${subject.id}/chats/${person.id}`
      const { messages } = await control<{ messages: Shown[] }>('GET', path)
      return messages.find((message) => message.from === 'bot' && isThere(message))
    },
    { what: 'the message on the phone', withinMs: 10_000 },
  )

test('[WA-02] the card waits for the module, and the server does not connect before', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/channels`)
  const card = page.getByRole('article', { name: 'WhatsApp' })
  await card.waitFor()
  assert.equal(await card.getByRole('link', { name: 'Подключить WhatsApp' }).count(), 0)
  const { subject: name, token } = subject
  const settings = { provider: 'edna', subject: name, token }
  await assert.rejects(
    centre.client.ask('POST', '/api/v1/channels', { kind: 'whatsapp', settings }),
    /module-off/,
  )
  await centre.client.ask('PUT', '/api/v1/modules/whatsapp', { isOn: true })
  await card.getByRole('link', { name: 'Подключить WhatsApp' }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[WA-03] [WA-04] is connected by its subject, and the phone comes by itself', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/channels`)
  await page.getByRole('link', { name: 'Подключить WhatsApp' }).click()
  await page.getByRole('button', { name: 'Далее' }).click()
  const key = page.getByLabel('Ключ API')
  await page.getByLabel('Subject').fill('nobody_WA')
  await key.fill(subject.token)
  await key.press('Enter')
  await page.getByText(/^Номер не найден/).waitFor()
  await page.getByLabel('Subject').fill(subject.subject)
  await key.press('Enter')
  const phone = page.getByLabel('Номер телефона')
  await until(async () => (await phone.inputValue()) === `+${subject.phone}`, {
    what: 'the phone',
    withinMs: 10_000,
  })
  assert.equal(await phone.getAttribute('readonly'), '')
  await page.getByRole('button', { name: /^Подключить/ }).click()
  await page.waitForURL(/settings\/channels\/[0-9a-f-]{36}/)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[WA-01] a person writes, an operator answers with text, a file and buttons', async () => {
  await does('text', { text: 'Где мой диван?' })
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Ирина.*Где мой диван/ }).click()
  const log = page.getByRole('log')
  await log.getByText('Где мой диван?').waitFor()
  await page.locator('input[type=file]').setInputFiles({
    name: 'Накладная.png',
    mimeType: 'image/png',
    buffer: picture,
  })
  await page.getByRole('textbox', { name: 'Ответ клиенту' }).fill('Уже едет')
  await page.getByRole('button', { name: /^Отправить/ }).click()
  const shown = await onThePhone(({ content }) => content.file !== undefined)
  assert.equal(shown.content.text, 'Уже едет')
  await log
    .getByRole('img', { name: /Прочитано|Доставлено/ })
    .first()
    .waitFor()

  const { conversations } = await centre.client.ask<{ conversations: { id: string }[] }>(
    'GET',
    '/api/v1/snapshot',
  )
  await centre.client.ask('POST', `/api/v1/conversations/${conversations[0]?.id}/messages`, {
    clientId: crypto.randomUUID(),
    kind: 'message',
    text: 'Когда удобно?',
    buttons: {
      placement: 'inline',
      rows: [[{ label: 'Утром', value: 'morning' }], [{ label: 'Вечером', value: 'evening' }]],
    },
  })
  const { id: messageId } = await onThePhone(({ content }) => content.text === 'Когда удобно?')
  await does('press', { messageId, index: 1 })
  await log
    .getByText(/Вечером/)
    .last()
    .waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[D-10] [WA-07] in a closed window the composer offers templates, and one goes through', async () => {
  const [channel] = await centre.client.ask<[{ id: string }]>('GET', '/api/v1/channels')
  const templates = `/api/v1/channels/${channel.id}/templates`
  const draft = await centre.client.ask<{ id: string }>('POST', templates, {
    name: 'order_ready',
    language: 'ru',
    category: 'utility',
    content: {
      body: 'Здравствуйте, {{1}}! Ваш заказ готов.',
      buttons: [],
      samples: { 'body.1': 'Вера' },
    },
  })
  await centre.client.ask('POST', `/api/v1/templates/${draft.id}/submission`)
  const [there] = await control<[{ id: string }]>('GET', '/templates')
  await control('POST', `/templates/${there.id}/approve`, {})

  // Somebody who wrote more than a day ago, told only now.
  const writer = '79160000002'
  await control('POST', '/people', { name: 'Вера', phone: writer })
  const receivedAt = new Date(Date.now() - 25 * 3_600_000).toISOString()
  await control('POST', `/subjects/${subject.id}/updates`, {
    body: {
      id: 7,
      subject: subject.subject,
      subjectId: Number(subject.id),
      subscriber: { id: 7, identifier: writer },
      userInfo: { userName: 'Вера' },
      messageContent: { type: 'TEXT', text: 'Готов ли заказ?' },
      receivedAt,
    },
  })
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Вера.*Готов ли заказ/ }).click()
  await page.getByText('Окно ответа закрыто').waitFor()
  assert.equal(await page.getByRole('textbox', { name: 'Ответ клиенту' }).count(), 0)
  await page.getByRole('button', { name: 'Выбрать шаблон' }).click()
  const picker = page.getByRole('dialog', { name: 'Шаблон' })
  await picker.getByText('order_ready').click()
  await picker.getByLabel('Текст, {{1}}').fill('Вера')
  await picker.getByRole('button', { name: /^Отправить/ }).click()
  const said = 'Здравствуйте, Вера! Ваш заказ готов.'
  await page.getByRole('log').getByText(said).waitFor()
  await until(
    async () => {
      const path = `/subjects/${subject.id}/chats/${writer}`
      const { messages } = await control<{ messages: Shown[] }>('GET', path)
      return messages.some(({ content }) => content.text === said)
    },
    { what: 'the template on the phone', withinMs: 10_000 },
  )
  assert.deepEqual(complaints, [])
  await context.close()
})

/** The smallest picture there is: one blue dot. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
