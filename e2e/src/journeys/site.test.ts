import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ChannelDetails, Conversation, Message, Snapshot, Team } from '@otklik/protocol'
import type { ChannelGroup, Schedule, SiteSettings } from '@otklik/protocol/settings'
import type { BrowserContext, Page } from 'playwright-core'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { saved } from './channel-page.ts'
import { isClean } from './is-clean.ts'

const WITHIN_MS = 30_000

let centre: Centre
let shop: string
let siteId: string
before(async () => {
  centre = await openCentre()
  const { host } = new URL(centre.emulator.url)
  const { id, identity } = await centre.client.ask<ChannelDetails>('POST', '/api/v1/channels', {
    kind: 'site-chat',
    settings: { name: 'Сайт', sites: host },
    signature: 'first-name',
  })
  siteId = id
  const [everyone] = await centre.client.ask<[Team]>('GET', '/api/v1/teams')
  const memberIds = everyone.memberIds
  await centre.client.ask('POST', '/api/v1/teams', { name: 'Доставка', memberIds })
  await centre.client.ask('POST', '/api/v1/labels', { kind: 'topic', name: 'Доставка' })
  const { token } = await centre.emulator.makeBot('Доставка', 'verba_delivery_bot')
  await centre.client.ask('POST', '/api/v1/channels', { kind: 'telegram', settings: { token } })
  await centre.emulator.control('PUT', '/_control/shop', {
    siteKey: identity?.externalId,
    appUrl: centre.server.url,
  })
  shop = `${centre.emulator.url}/shop/`
})
after(() => centre.close())

const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}

interface Visitor {
  context: BrowserContext
  page: Page
  /** What was asked of the contact centre. */
  asked: string[]
  complaints: string[]
}

async function visit(
  options: { size?: [number, number]; isDark?: boolean } = {},
): Promise<Visitor> {
  const [width, height] = options.size ?? [1280, 800]
  const context = await centre.browser.newContext({
    locale: 'ru-RU',
    viewport: { width, height },
    colorScheme: options.isDark ? 'dark' : 'light',
  })
  return { context, ...(await openShop(context)) }
}

async function openShop(context: BrowserContext, path = ''): Promise<Omit<Visitor, 'context'>> {
  const page = await context.newPage()
  const asked: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => {
    if (request.url().startsWith(centre.server.url)) asked.push(new URL(request.url()).pathname)
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    const isNetwork = /ERR_INTERNET_DISCONNECTED|Failed to load resource/.test(message.text())
    if (message.type() === 'error' && !isNetwork) complaints.push(message.text())
  })
  await page.goto(shop + path)
  return { page, asked, complaints }
}

const buttonOf = (page: Page) => page.getByRole('button', { name: 'Открыть чат' })
const panelOf = (page: Page) => page.frameLocator('iframe')

const conversationOf = async (text: string): Promise<Conversation> => {
  const find = async () => {
    const { conversations } = await centre.client.ask<Snapshot>('GET', '/api/v1/snapshot')
    return conversations.find(({ lastMessage }) => lastMessage?.text === text)
  }
  await until(async () => (await find()) !== undefined, { withinMs: WITHIN_MS, what: text })
  return (await find())!
}

let words = 0
async function answer(id: string, body: object): Promise<Message> {
  await centre.client.ask('POST', `/api/v1/conversations/${id}/assignment`).catch(() => {})
  return centre.client.ask('POST', `/api/v1/conversations/${id}/messages`, {
    clientId: `answer-${++words}-${id}`,
    kind: 'message',
    ...body,
  })
}

test('somebody asks in the shop and is answered with words and buttons', async () => {
  const { page, asked, complaints, context } = await visit()
  await page.locator('h1').waitFor()
  await buttonOf(page).waitFor()
  assert.deepEqual(
    asked.filter((path) => !path.endsWith('.js')),
    [],
    'nothing but the loader before anybody is near',
  )
  await buttonOf(page).hover()
  await page.locator('iframe').waitFor({ state: 'attached' })
  await buttonOf(page).click()
  const panel = panelOf(page)
  await panel.getByRole('heading', { name: 'Напишите нам' }).waitFor()
  await isClean(page, 'the open panel')
  await shot(page, 'site-open')
  await panel.getByRole('textbox', { name: 'Сообщение' }).fill('Есть ли «Норд» в синем?')
  await page.keyboard.press('Enter')
  const { id } = await conversationOf('Есть ли «Норд» в синем?')
  const rows = [
    [
      { label: 'Отложите', value: 'keep' },
      { label: 'Не надо', value: 'no' },
    ],
  ]
  await answer(id, { text: 'Есть один, **синий**', buttons: { placement: 'inline', rows } })
  await panel.getByText('Есть один, **синий**').waitFor()
  await panel.getByText('Анна').waitFor()
  await panel.getByRole('button', { name: 'Отложите' }).click()
  await panel.getByRole('button', { name: 'Отложите', pressed: true }).waitFor()
  await isClean(page, 'a talk')
  await shot(page, 'site-talk')
  const isRead = async () => {
    const { messages } = await centre.client.ask<{ messages: Message[] }>(
      'GET',
      `/api/v1/conversations/${id}/messages`,
    )
    return messages.some(({ status }) => status === 'read')
  }
  await until(isRead, { withinMs: WITHIN_MS, what: 'the answer to be read' })

  // On the next page, and in another tab, the talk is the same.
  await page.goto(`${shop}sofa-nord`)
  await buttonOf(page).click()
  await panelOf(page).getByText('Есть один, **синий**').waitFor()
  const other = await openShop(context, 'delivery')
  await buttonOf(other.page).click()
  await panelOf(other.page).getByRole('textbox').fill('И доставьте в субботу')
  await other.page.keyboard.press('Enter')
  await panelOf(page).getByText('И доставьте в субботу').waitFor()
  assert.equal((await conversationOf('И доставьте в субботу')).id, id)
  assert.deepEqual([...complaints, ...other.complaints], [])
  await context.close()
})

test('[H-40] what other windows say, the page does not hear', async () => {
  const { page, complaints, context } = await visit()
  await buttonOf(page).click()
  const box = panelOf(page).getByRole('textbox', { name: 'Сообщение' })
  await box.waitFor()
  // Whoever has a handle on the page may say anything to it, without being the panel.
  await page.evaluate(`for (const word of [
    null, 'close', { otklik: 'close' }, { otklik: 'unread', count: 99 },
  ]) postMessage(word, '*')`)
  await page.evaluate('new Promise((heard) => setTimeout(heard, 50))')
  // It is still open, and counts nothing.
  assert.equal(await box.isVisible(), true)
  assert.doesNotMatch(await page.locator('body > button').innerText(), /99/)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('what is written without a connection leaves once it is back, and once only', async () => {
  const { page, context, complaints } = await visit()
  await buttonOf(page).click()
  const panel = panelOf(page)
  const field = panel.getByRole('textbox', { name: 'Сообщение' })
  await field.fill('Вы на связи?')
  await page.keyboard.press('Enter')
  await conversationOf('Вы на связи?')
  await context.setOffline(true)
  await field.fill('Пропала сеть')
  await page.keyboard.press('Enter')
  await panel.getByText('Уйдёт, когда появится связь').waitFor()
  await shot(page, 'site-offline')
  await context.setOffline(false)
  const { id } = await conversationOf('Пропала сеть')
  await panel.getByText('Уйдёт, когда появится связь').waitFor({ state: 'detached' })
  const { messages } = await centre.client.ask<{ messages: Message[] }>(
    'GET',
    `/api/v1/conversations/${id}/messages`,
  )
  assert.equal(messages.filter(({ text }) => text === 'Пропала сеть').length, 1)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('on a phone the chat is the whole screen, and the keyboard alone is enough', async () => {
  const { page, context, complaints } = await visit({ size: [390, 844], isDark: true })
  await buttonOf(page).focus()
  await page.keyboard.press('Enter')
  const panel = panelOf(page)
  await panel.getByRole('heading', { name: 'Напишите нам' }).waitFor()
  const box = await page.locator('iframe').boundingBox()
  assert.deepEqual(box && [box.width, box.height], [390, 844])
  await isClean(page, 'the panel on a phone, in the dark')
  await shot(page, 'site-phone-dark')
  await panel.locator('textarea:focus').waitFor()
  await page.keyboard.type('Здравствуйте')
  await page.keyboard.press('Enter')
  await conversationOf('Здравствуйте')
  await page.keyboard.press('Escape')
  await page.locator('button:focus').waitFor()
  await page.locator('iframe').waitFor({ state: 'hidden' })
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-90] the designer shows the panel as it will be, and saves it', async () => {
  const { page, complaints, context } = await centre.desk()
  await page.goto(`${centre.server.url}/settings/channels/${siteId}/widget`)
  const preview = page.frameLocator('iframe[title="Предпросмотр"]')
  await preview.getByRole('heading', { name: 'Напишите нам' }).waitFor()
  await page.getByLabel('Цвет', { exact: true }).fill('#b3261e')
  await page.getByRole('radio', { name: 'Слева' }).check()
  await page.getByLabel('Заголовок').fill('Спросите мастера')
  await page.getByLabel('В нерабочее время').fill('Ответим с девяти утра')
  await page.getByLabel('Обратиться первыми').fill('Подобрать диван?')
  await page.getByLabel('Через сколько секунд').fill('1')
  await page.getByLabel('Имя', { exact: true }).selectOption('required')
  await page.getByLabel('Телефон', { exact: true }).selectOption('optional')
  await page
    .getByLabel('Согласие на обработку персональных данных')
    .fill('Согласен на обработку данных')
  await page.getByRole('button', { name: 'Добавить вопрос' }).click()
  await page.getByLabel('Вопрос 1', { exact: true }).fill('Доставка')
  await page.getByLabel('Кто отвечает').selectOption({ label: 'Группа «Доставка»' })
  await preview.getByRole('heading', { name: 'Спросите мастера' }).waitFor()
  await preview.getByLabel('Имя').waitFor()
  // Whatever stood first goes last, and the preview shows it so before anything is saved.
  const entries = preview.getByRole('navigation').getByRole('link')
  const first = await entries.first().getAttribute('href')
  await page
    .getByRole('button', { name: /^Ниже:/ })
    .first()
    .click()
  await preview.locator(`nav li:last-child a[href="${first}"]`).waitFor()
  await isClean(page, 'the designer')
  await shot(page, 'site-designer')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await saved(page)
  const { look, questions } = await centre.client.ask<SiteSettings>(
    'GET',
    `/api/v1/channels/${siteId}/site`,
  )
  assert.partialDeepStrictEqual(look, { colour: '#b3261e', side: 'left', greetingAfterS: 1 })
  assert.deepEqual(
    questions.map(({ label }) => label),
    ['Доставка'],
  )
  assert.deepEqual(complaints, [])
  await context.close()
})

test('[COM-50] greeted off hours, a visitor says who they are, asks, gets a file and gives a mark', async () => {
  await closeTheOffice()
  await askForMarks()
  const { page, context, complaints } = await visit()
  const greeting = page.getByRole('button', { name: 'Открыть чат Подобрать диван?' })
  await greeting.waitFor({ timeout: WITHIN_MS })
  const box = await greeting.boundingBox()
  assert.ok(box && box.x < 200, 'on the left')
  await shot(page, 'site-greeting')
  // Once in a visit: not on its next page.
  await page.clock.install()
  await page.goto(`${shop}delivery`)
  const button = page.locator('body > button')
  await button.waitFor()
  await page.clock.runFor(5000)
  assert.equal(await button.getAttribute('aria-label'), 'Открыть чат ')
  await button.click()
  const panel = panelOf(page)
  await panel.getByText('Ответим с девяти утра').waitFor()
  await panel.getByRole('button', { name: 'Начать' }).click()
  await panel.getByText('Заполните поле').waitFor()
  await panel.getByText('Без согласия написать нельзя').waitFor()
  await shot(page, 'site-form')
  await isClean(page, 'the form before the first word')
  await panel.getByLabel('Имя').fill('Ольга Ветрова')
  await panel.getByRole('checkbox').check()
  await panel.getByRole('button', { name: 'Начать' }).click()
  await panel.getByRole('button', { name: 'Доставка' }).click()
  await panel.getByRole('textbox', { name: 'Сообщение' }).fill('Когда привезёте шкаф?')
  await shot(page, 'site-question')
  await page.keyboard.press('Enter')
  const conversation = await conversationOf('Когда привезёте шкаф?')
  const { id } = conversation
  assert.equal(conversation.contact.name, 'Ольга Ветрова')
  assert.equal(conversation.topic, 'Доставка')

  await centre.client.ask('POST', `/api/v1/conversations/${id}/assignment`)
  const desk = await centre.desk()
  await desk.page.goto(`${centre.server.url}/conversations/${id}`)
  await desk.page
    .getByRole('log')
    .getByText(/Доставка/)
    .first()
    .waitFor()
  const reply = desk.page.getByRole('textbox', { name: 'Ответ клиенту' })
  await reply.pressSequentially('Сейчас')
  await panel.getByText('Печатает…').waitFor({ timeout: WITHIN_MS })
  await shot(page, 'site-typing')
  await desk.page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      ...{ name: 'сборка.txt', mimeType: 'text/plain', buffer: Buffer.from('Шаг первый') },
    })
  await desk.page.getByRole('button', { name: 'Отправить', exact: true }).click()
  const file = panel.getByRole('link', { name: 'сборка.txt' })
  await file.waitFor({ timeout: WITHIN_MS })
  const sent = await page.request.get(
    new URL((await file.getAttribute('href')) ?? '', centre.server.url).href,
  )
  assert.equal(await sent.text(), 'Шаг первый')
  await centre.client.ask('POST', `/api/v1/conversations/${id}/closure`)
  await panel.getByRole('button', { name: '5', exact: true }).click({ timeout: WITHIN_MS })
  await panel.getByText('Спасибо за оценку').waitFor({ timeout: WITHIN_MS })
  await isClean(page, 'a mark in the panel')
  await shot(page, 'site-mark')
  const isMarked = async () =>
    (await centre.client.ask<Conversation>('GET', `/api/v1/conversations/${id}`)).rating?.score ===
    5
  await until(isMarked, { withinMs: WITHIN_MS, what: 'the mark' })
  assert.deepEqual([...complaints, ...desk.complaints], [])
  await Promise.all([context.close(), desk.context.close()])
})

/** No day of the week has hours. */
async function closeTheOffice(): Promise<void> {
  const { version, timeZone } = await centre.client.ask<Schedule>('GET', '/api/v1/schedule')
  const week = Array.from({ length: 7 }, () => [])
  await centre.client.ask('PUT', '/api/v1/schedule', { version, timeZone, week, exceptions: [] })
}

async function askForMarks(): Promise<void> {
  await centre.client.ask('PUT', '/api/v1/modules/quality', { isOn: true })
  const [group] = await centre.client.ask<[ChannelGroup]>('GET', '/api/v1/channel-groups')
  const rating = {
    isOn: true,
    question: 'Оцените ответ',
    thanks: 'Спасибо за оценку',
    everyHours: 0,
  }
  const { id, version } = group
  await centre.client.ask('PATCH', `/api/v1/channel-groups/${id}`, { version, rating })
}
