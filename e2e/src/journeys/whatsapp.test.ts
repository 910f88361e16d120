import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'
import { offerButtons } from './offer-buttons.ts'
import { picture } from './picture.ts'
import { openListOf, testTemplates } from './templates.ts'

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
const control = <Answer>(method: string, path: string, body?: object) =>
  controlAt<Answer>('edna', { method, path, body })

interface Asked {
  method: string
  path: string
  body?: object | undefined
}

async function controlAt<Answer>(provider: string, asked: Asked): Promise<Answer> {
  const { method, path, body } = asked
  const answer = await fetch(`${centre.emulator.url}/${provider}/_control${path}`, {
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
    { what: 'the message on the phone', withinMs: 30_000 },
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

test('[WA-03] [WA-04] [WA-05] is connected by its subject, and the phone comes by itself', async () => {
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
    withinMs: 30_000,
  })
  assert.equal(await phone.getAttribute('readonly'), '')
  const templates = page.getByRole('region', { name: 'Шаблоны' })
  await templates.getByText('Список шаблонов появится, когда канал будет сохранён').waitFor()
  assert.equal(await templates.getByRole('link').count(), 0)
  await page.getByRole('button', { name: /^Подключить/ }).click()
  await page.waitForURL(/settings\/channels\/[0-9a-f-]{36}/)
  await templates.getByRole('link', { name: 'Список шаблонов' }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[WA-01] [WA-14] a person writes, an operator answers with text, a file and buttons', async () => {
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
  await page.getByRole('button', { name: 'Отправить', exact: true }).click()
  const shown = await onThePhone(({ content }) => content.file !== undefined)
  assert.equal(shown.content.text, 'Уже едет')
  await log
    .getByRole('img', { name: /Прочитано|Доставлено/ })
    .first()
    .waitFor()

  await offerButtons(page, ['Утром', 'Вечером'], 'WhatsApp покажет кнопки ответа')
  await page.getByRole('textbox', { name: 'Ответ клиенту' }).fill('Когда удобно?')
  await page.getByRole('button', { name: 'Отправить', exact: true }).click()
  const { id: messageId } = await onThePhone(({ content }) => content.text === 'Когда удобно?')
  await does('press', { messageId, index: 1 })
  await log.locator('[data-pressed]', { hasText: 'Вечером' }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

/** Somebody who wrote some time ago, told only now. */
async function wroteBefore(said: { hours: number; phone: string; name: string; text: string }) {
  const { hours, phone, name, text } = said
  await control('POST', '/people', { name, phone })
  const id = Number(phone.slice(-4))
  await control('POST', `/subjects/${subject.id}/updates`, {
    body: {
      id,
      subject: subject.subject,
      subjectId: Number(subject.id),
      subscriber: { id, identifier: phone },
      userInfo: { userName: name },
      messageContent: { type: 'TEXT', text },
      receivedAt: new Date(Date.now() - hours * 3_600_000).toISOString(),
    },
  })
}

test('[D-10] a window that closes soon is counted down, in the list and above the answer', async () => {
  await wroteBefore({ hours: 23.5, phone: '79160000004', name: 'Тимур', text: 'Ждать сегодня?' })
  const { page, complaints, context } = await centre.desk({ size: { width: 390, height: 844 } })
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Тимур.*окно ответа ещё \d\d минут/ }).click()
  await page.getByText(/Отвечать можно ещё \d\d\sмин/).waitFor()
  await isClean(page, 'a short window')
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

  const writer = '79160000002'
  await wroteBefore({ hours: 25, phone: writer, name: 'Вера', text: 'Готов ли заказ?' })
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
    { what: 'the template on the phone', withinMs: 30_000 },
  )
  assert.deepEqual(complaints, [])
  await context.close()
})

test('whoever has not written is written to first, by their phone and a template', async () => {
  const phone = '79160000044'
  await control('POST', '/people', { name: 'Глеб', phone })
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
  await page.getByRole('button', { name: 'Написать первым' }).click()
  const dialog = page.getByRole('dialog', { name: 'Написать первым' })
  const number = dialog.getByLabel('Номер телефона')
  await number.fill('89160000004123')
  await dialog.getByText('Номер начинается с + и кода страны').waitFor()
  await number.fill('+7 916 000-00-44')
  await dialog.getByText('order_ready').click()
  await dialog.getByLabel('Текст, {{1}}').fill('Глеб')
  await isClean(page, 'writing first')
  await dialog.getByRole('button', { name: 'Отправить', exact: true }).click()
  const said = 'Здравствуйте, Глеб! Ваш заказ готов.'
  await page.getByRole('log').getByText(said).waitFor()
  await page.getByText('Окно ответа закрыто').waitFor()
  await until(
    async () => {
      const path = `/subjects/${subject.id}/chats/${phone}`
      const { messages } = await control<{ messages: Shown[] }>('GET', path)
      return messages.some(({ content }) => content.text === said)
    },
    { what: 'the first word on the phone', withinMs: 30_000 },
  )
  assert.deepEqual(complaints, [])
  await context.close()
})

const askCloud = <Answer>(method: string, path: string, body?: object) =>
  controlAt<Answer>('whatsapp', { method, path, body })
let cloudId = ''

test('[WA-01] a number of the Cloud API is connected, written to, and answers', async () => {
  type Number = Record<'id' | 'account' | 'app' | 'appSecret' | 'token' | 'phone', string>
  const number = await askCloud<Number>('POST', '/numbers', { name: 'Верба Сервис' })
  const writer = await askCloud<{ id: string }>('POST', '/people', {
    ...{ name: 'Марина', phone: '79160000003' },
  })
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/channels/new/whatsapp`)
  await page.getByRole('button', { name: 'Далее' }).click()
  await page.getByText('Cloud API', { exact: true }).click()
  await page.getByLabel('Идентификатор номера').fill(number.id)
  await page.getByLabel('Идентификатор аккаунта WhatsApp Business').fill(number.account)
  await page.getByLabel('Идентификатор приложения').fill(number.app)
  await page.getByLabel('Секрет приложения').fill(number.appSecret)
  const token = page.getByLabel('Ключ API')
  await token.fill(number.token)
  await token.press('Enter')
  const phone = page.getByLabel('Номер телефона')
  await until(async () => (await phone.inputValue()) === `+${number.phone}`, {
    what: 'the phone',
    withinMs: 30_000,
  })
  await page.getByRole('button', { name: /^Подключить/ }).click()
  await page.getByText('Работает').first().waitFor()
  cloudId = new URL(page.url()).pathname.split('/').at(-1) ?? ''

  await askCloud('POST', `/numbers/${number.id}/people/${writer.id}/text`, {
    text: 'Соберёте шкаф?',
  })
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Марина.*Соберёте шкаф/ }).click()
  await page.getByRole('textbox', { name: 'Ответ клиенту' }).fill('Соберём завтра')
  await page.getByRole('button', { name: 'Отправить', exact: true }).click()
  await page
    .getByRole('log')
    .getByRole('img', { name: /Прочитано|Доставлено/ })
    .waitFor()
  const path = `/numbers/${number.id}/chats/${writer.id}`
  const { messages } = await askCloud<{ messages: Shown[] }>('GET', path)
  assert.equal(messages.at(-1)?.content.text, 'Соберём завтра')
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[WA-06] the list of templates helps those who make their first one', async () => {
  const { page, complaints, context } = await centre.desk()
  await openListOf(page, { centre, channelId: cloudId })
  await page.getByRole('heading', { level: 1, name: 'Шаблоны WhatsApp' }).waitFor()
  const help = page.getByRole('link', { name: 'Как составить шаблон' })
  assert.match((await help.getAttribute('href')) ?? '', /^https:/)
  assert.equal(await help.getAttribute('target'), '_blank')
  assert.deepEqual(complaints, [])
  await context.close()
})

testTemplates({
  centre: () => centre,
  channelId: () => cloudId,
  async judge(name, verdict, body = {}) {
    const all = await askCloud<{ id: string; name: string }[]>('GET', '/templates')
    const found = all.find((each) => each.name === name)
    assert.ok(found, `${name} was handed in`)
    await askCloud('POST', `/templates/${found.id}/${verdict}`, body)
  },
})
