import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ChannelDetails, Conversation, Message, Snapshot } from '@otklik/protocol'
import type { BrowserContext, Page } from 'playwright-core'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'

const WITHIN_MS = 30_000

let centre: Centre
let shop: string
before(async () => {
  centre = await openCentre()
  const { host } = new URL(centre.emulator.url)
  const { identity } = await centre.client.ask<ChannelDetails>('POST', '/api/v1/channels', {
    kind: 'site-chat',
    settings: { name: 'Сайт', sites: host },
    signature: 'first-name',
  })
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
