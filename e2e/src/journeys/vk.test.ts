import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import type { Page } from 'playwright-core'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'

interface Shown {
  id: number
  from: 'person' | 'bot'
  text?: string
  parts?: { kind: string }[]
  buttons?: unknown
}
interface Place {
  kind: string
  id: number
  comments: { fromId: number; text: string }[]
}

/** Our application at the platform: without one, nobody is offered to sign in. */
const app = { id: 51_700_777, secret: 'nobody-guesses-this' }

let centre: Centre
let community: { id: number; token: string }
let person: { id: number }
before(async () => {
  centre = await openCentre({
    isConnected: false,
    platforms: ['vk'],
    environment: { VK_APP_ID: String(app.id), VK_APP_SECRET: app.secret },
  })
  const redirects = [`${centre.server.url}/settings/channels/sign-in`]
  await control('apps', { ...app, redirects })
  community = await control('communities', { name: 'Верба Мебель', screenName: 'verba' })
  person = await control('people', { firstName: 'Марина', lastName: 'Орлова' })
})
after(() => centre.close())

/** The person side of the stand-in. */
async function control<Answer = unknown>(
  path: string,
  body?: object,
  method = body ? 'POST' : 'GET',
): Promise<Answer> {
  const answer = await fetch(`${centre.emulator.url}/vk/_control/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  assert.ok(answer.ok, `${path}: ${answer.status}`)
  return (await answer.json()) as Answer
}
const does = (action: string, body: object = {}) =>
  control(`communities/${community.id}/people/${person.id}/${action}`, body)
const answers = async () => {
  const path = `communities/${community.id}/chats/${person.id}`
  const { messages } = await control<{ messages: Shown[] }>(path)
  return messages.filter(({ from }) => from === 'bot')
}
const commentsOn = async (kind: string) => {
  const places = await control<Place[]>(`communities/${community.id}/places`)
  return places.find((place) => place.kind === kind)?.comments ?? []
}

test('[VK-07] [VK-08] a community is connected by its key, and messages switched on by a click', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/channels/new/vk`)
  await page.getByRole('button', { name: 'Далее' }).click()
  const key = page.getByLabel(/Ключ доступа сообщества/)
  await key.fill(community.token)
  await key.press('Enter')
  const name = page.getByLabel('Подключенная группа')
  await until(async () => (await name.inputValue()).startsWith('Верба Мебель'), {
    what: 'the name of the community',
    withinMs: 30_000,
  })
  const block = page.getByRole('region', { name: 'Группа или сообщество' })
  assert.equal(await block.getByLabel('Страница сообщества').inputValue(), 'vk.com/verba')
  await page.getByRole('button', { name: 'Подключить' }).click()
  await page.getByRole('button', { name: 'Включить сообщения' }).click()
  const stateOf = async () =>
    (await centre.client.ask<[{ state: string }]>('GET', '/api/v1/channels'))[0].state
  await until(async () => (await stateOf()) === 'working', {
    what: 'the channel works',
    withinMs: 60_000,
  })
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[VK-09] «Рабочее время» holds the blocks of a community in their order', async () => {
  const { page, context } = await centre.desk()
  const [{ id }] = await centre.client.ask<[{ id: string }]>('GET', '/api/v1/channels')
  await page.goto(`${centre.server.url}/settings/channels/${id}`)
  await page.getByRole('heading', { name: 'Клиентская оценка качества' }).waitFor()
  await page.getByRole('heading', { name: 'Коллтрекинг' }).waitFor()
  const titles = await page.getByRole('main').getByRole('heading', { level: 2 }).allTextContents()
  assert.deepEqual(titles, [
    'Группа или сообщество',
    'Прием и обработка обращений',
    'Автоматические ответы',
    'Показывать сообщение при закрытии обращения',
    'Клиентская оценка качества',
    'Коллтрекинг',
  ])
  await context.close()
})

test('[VK-01] [VK-11] a person writes and is answered with a text, a file and buttons', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
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
  await log
    .getByRole('img', { name: /Отправлено|Прочитано/ })
    .first()
    .waitFor()
  const [shown] = await answers()
  assert.deepEqual([shown?.text, shown?.parts?.length], ['Вот счёт', 1])

  const id = /conversations\/([\w-]+)/.exec(page.url())?.[1]
  await centre.client.ask('POST', `/api/v1/conversations/${id}/messages`, {
    clientId: 'with-buttons',
    kind: 'message',
    text: 'Всё верно?',
    buttons: { placement: 'inline', rows: [[{ label: 'Да, верно' }]] },
  })
  const asked = await until(async () => (await answers()).find(({ buttons }) => buttons), {
    what: 'the buttons on the phone',
    withinMs: 30_000,
  })
  await does('press', { messageId: asked.id, row: 0, column: 0 })
  await log.locator('[data-pressed]', { hasText: 'Да, верно' }).waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[VK-20] [VK-21] [VK-22] [VK-23] a comment under a good is answered there, and its page opens', async () => {
  await control(`communities/${community.id}`, { allowsMarketComments: true }, 'PATCH')
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
  await does('comment', { kind: 'market', text: 'Есть в синем?' })
  await page.getByRole('option', { name: /Марина Орлова.*Есть в синем/ }).click()
  const link = page.getByRole('link', { name: /Комментарий: товар/ })
  assert.match((await link.getAttribute('href')) ?? '', /^https:\/\/vk\.com\/market-\d+\?w=product/)
  assert.equal(await link.getAttribute('target'), '_blank')
  await page.getByRole('textbox', { name: 'Ответ клиенту' }).fill('Есть, завтра привезём')
  await page.getByRole('button', { name: 'Отправить', exact: true }).click()
  const last = await until(async () => (await commentsOn('market'))[1], {
    what: 'the answer under the good',
    withinMs: 30_000,
  })
  assert.deepEqual(
    [last.fromId, last.text],
    [-community.id, `[id${person.id}|Марина], Есть, завтра привезём`],
  )
  await page.getByRole('log').getByRole('img', { name: 'Отправлено' }).waitFor()
  assert.equal(await page.getByRole('log').getByText('Есть, завтра привезём').count(), 1)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[D-17] who only commented is answered in private, in a conversation of its own', async () => {
  person = await control('people', { firstName: 'Олег' })
  await does('allow')
  await does('comment', { kind: 'wall', text: 'А доставка есть?' })
  const { page, complaints, context } = await centre.desk()
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Олег.*А доставка есть/ }).click()
  await page.getByRole('button', { name: 'Взять в работу' }).click()
  await page.getByRole('button', { name: 'Ещё действия' }).click()
  await page.getByRole('menuitem', { name: 'Ответить в личные сообщения' }).click()
  const dialog = page.getByRole('dialog', { name: 'Ответ в личные сообщения' })
  await dialog.getByRole('textbox').fill('Пришлите ваш адрес')
  await dialog.getByRole('button', { name: 'Отправить лично' }).click()
  await until(async () => (await answers()).some(({ text }) => text === 'Пришлите ваш адрес'), {
    what: 'the private answer',
    withinMs: 30_000,
  })
  await page.getByRole('log').getByText('Пришлите ваш адрес').waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('a community that takes the key no longer asks to be authorised again', async () => {
  const { page, complaints, context } = await centre.desk()
  const [{ id }] = await centre.client.ask<[{ id: string }]>('GET', '/api/v1/channels')
  await control(`communities/${community.id}/revoke`, {})
  await page.goto(centre.server.url)
  await page.getByRole('option', { name: /Олег/ }).first().click()
  await page.getByRole('textbox', { name: 'Ответ клиенту' }).fill('Есть ли вопросы?')
  const isWritten = page.waitForResponse(
    (answer) => answer.request().method() === 'POST' && answer.url().endsWith('/messages'),
  )
  await page.getByRole('button', { name: 'Отправить', exact: true }).click()
  await isWritten
  await page.goto(`${centre.server.url}/settings/channels/${id}`)
  await page.getByText(/Требуется повторная авторизация/).waitFor()
  await page.getByRole('button', { name: 'Заменить ключ' }).click()
  const key = page.getByLabel('Ключ доступа сообщества')
  await until(() => key.evaluate((node) => node === node.ownerDocument.activeElement), {
    what: 'the field for a new key',
    withinMs: 5000,
  })
  assert.deepEqual(complaints, [])
  await context.close()
})

/** As a person who is signed in at the platform does, on its own page. */
async function signInAs(page: Page, name: string): Promise<void> {
  await page.goto(`${centre.server.url}/settings/channels/new/vk`)
  await page.getByRole('button', { name: 'Далее' }).click()
  await page.getByRole('button', { name: 'Авторизоваться' }).click()
  await page.getByRole('link', { name: `Продолжить как ${name}` }).click()
  await page.getByText(`Вы вошли как ${name}`).waitFor()
}

const makeCommunity = (name: string, admins: Record<number, number>) =>
  control('communities', { name, admins })

test('[VK-03] [VK-04] who is no administrator goes no further, and reads why', async () => {
  const { id } = await control<{ id: number }>('people', { firstName: 'Пётр', lastName: 'Гущин' })
  await makeCommunity('Верба Сад', { [id]: 1 })
  const { page, complaints, context } = await centre.desk()
  await signInAs(page, 'Пётр Гущин')
  await page.getByText(/не администратор, дальнейшая настройка будет невозможна/).waitFor()
  await page.getByText(/Вы не администратор этого сообщества/).waitFor()
  const choice = page.getByRole('radio', { name: 'Верба Сад' })
  assert.equal(await choice.getAttribute('aria-disabled'), 'true')
  await choice.click({ force: true })
  assert.equal(await choice.isChecked(), false)
  const connect = page.getByRole('button', { name: 'Подключить', exact: true })
  assert.equal(await connect.getAttribute('aria-disabled'), 'true')
  assert.equal(await page.getByText('Имя, которое видит клиент').count(), 0)
  await page.getByRole('button', { name: 'Войти под другим именем' }).click()
  await page.getByRole('link', { name: 'Отказать' }).click()
  await page.getByText('Платформа не подтвердила вход').waitFor()
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[VK-02] [VK-06] [VK-07] an administrator signs in, chooses among all communities, connects', async () => {
  const { id } = await control<{ id: number }>('people', {
    firstName: 'Анна',
    lastName: 'Лебедева',
  })
  const names = Array.from({ length: 101 }, (_, n) => `Верба ${n + 1}`)
  await Promise.all(names.map((name) => makeCommunity(name, { [id]: 3 })))
  const { page, complaints, context } = await centre.desk()
  await signInAs(page, 'Анна Лебедева')
  assert.equal(await page.getByRole('radio', { name: /^Верба \d+$/ }).count(), names.length)
  await page.getByLabel('Найти по названию').fill('верба 77')
  await page.getByRole('radio', { name: 'Верба 77' }).check()
  await page.getByRole('button', { name: 'Подключить', exact: true }).click()
  // The platform gives a community's key on a page of its own.
  await page.getByText('Сообщество: Верба 77').waitFor()
  await page.getByRole('link', { name: 'Продолжить как Анна Лебедева' }).click()
  await page.getByText('Доступ получен, осталось подключить канал').waitFor()
  await page.getByRole('button', { name: 'Подключить', exact: true }).click()
  await page.waitForURL(/settings\/channels\/[0-9a-f-]{36}/)
  assert.match(await page.getByLabel('Подключенная группа').inputValue(), /^Верба 77/)
  assert.deepEqual(complaints, [])
  await context.close()
})
