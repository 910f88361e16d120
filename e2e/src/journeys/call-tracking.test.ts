import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ChannelDetails, Snapshot } from '@otklik/protocol'
import type { Report } from '@otklik/protocol/reports'
import type { ChannelTracking, ConversationVisit } from '@otklik/protocol/settings'
import type { BrowserContext, Page } from 'playwright-core'

import { type Desk, until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { saved } from './channel-page.ts'
import { isClean } from './is-clean.ts'

const WITHIN_MS = 30_000

let centre: Centre
let desk: Desk
let whatsappId: string
before(async () => {
  centre = await openCentre()
  const { client, emulator } = centre
  for (const name of ['whatsapp', 'call-tracking', 'quality'])
    await client.ask('PUT', `/api/v1/modules/${name}`, { isOn: true })
  const { host } = new URL(emulator.url)
  const site = await client.ask<ChannelDetails>('POST', '/api/v1/channels', {
    kind: 'site-chat',
    settings: { name: 'Сайт', sites: host },
  })
  const whatsapp = await client.ask<ChannelDetails>('POST', '/api/v1/channels', {
    kind: 'whatsapp',
    settings: await numberOfCloud(),
  })
  whatsappId = whatsapp.id
  const made = { name: 'Магазин', sites: [host] }
  const { key: trackerKey } = await client.ask<{ key: string }>('POST', '/api/v1/trackers', made)
  const shop = { siteKey: site.identity?.externalId, trackerKey, appUrl: centre.server.url }
  await emulator.control('PUT', '/_control/shop', shop)
  desk = await centre.desk()
})
after(() => centre.close())

/** A number of the Cloud API: a question with five answers comes there as a list. */
async function numberOfCloud() {
  type Made = Record<'id' | 'account' | 'app' | 'appSecret' | 'token', string>
  const path = '/whatsapp/_control/numbers'
  const made = await centre.emulator.control<Made>('POST', path, { name: 'Верба Мебель' })
  const { id, account, app, appSecret, token } = made
  const ids = { phoneNumberId: id, accountId: account, appId: app }
  return { provider: 'cloud', ...ids, appSecret, token }
}

const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}

const save = (page: Page) => page.getByRole('button', { name: /^Сохранить/ }).click()

/** A page of the shop that somebody came to by an advertisement, and what its counter was told. */
async function comeBy(marks: string) {
  const context = await centre.browser.newContext({ locale: 'ru-RU' })
  await giveMessengers(context)
  const page = await context.newPage()
  await page.goto(`${centre.emulator.url}/shop/?${marks}`)
  const counted = () =>
    page.evaluate(() => (globalThis as { __otklikVisit?: { number: string } }).__otklikVisit)
  const { number } = await until(counted, { withinMs: WITHIN_MS, what: 'the visit counted' })
  return { context, page, number }
}

/** Messengers' addresses open the phone of the sandbox, as they open messengers where there are some. */
const giveMessengers = (context: BrowserContext) =>
  context.route(/^https:\/\/(wa\.me|t\.me)\//, (route) => {
    const link = encodeURIComponent(route.request().url())
    const location = `${centre.emulator.url}/sandbox?open=${link}`
    return route.fulfill({ status: 302, headers: { location } })
  })

/** The phone that opens when the messenger is chosen in the shop, once its link carries the number. */
async function chooseInShop(page: Page, kind: string, carried: RegExp) {
  await page.getByRole('button', { name: 'Открыть чат' }).click()
  const link = page.frameLocator('iframe').locator(`a[data-kind="${kind}"]`)
  await until(async () => carried.test((await link.getAttribute('href')) ?? ''), {
    withinMs: WITHIN_MS,
    what: 'the number in the link',
  })
  const [phone] = await Promise.all([page.context().waitForEvent('page'), link.click()])
  return phone
}

const phoneOn = (page: Page, messenger: string) =>
  page.getByRole('region', { name: new RegExp(`^${messenger}.*·`) })

function reportOf<Answer>(name: string): Promise<Answer> {
  const day = (shift: number) =>
    new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10)
  return centre.client.ask('GET', `/api/v1/reports/${name}?from=${day(-1)}&to=${day(1)}`)
}

const conversationOf = async (number: string) => {
  const { conversations } = await centre.client.ask<Snapshot>('GET', '/api/v1/snapshot')
  return conversations.find(({ visit }) => visit?.number === number)
}

async function isTied(number: string): Promise<{ id: string; visit: ConversationVisit }> {
  const what = 'the visit of the conversation'
  const { id, visit } = await until(() => conversationOf(number), { withinMs: WITHIN_MS, what })
  assert.ok(visit)
  return { id, visit }
}

test('[WA-20] [WA-21] [WA-22] [WA-25] [WA-26] the question is set once widgets are linked, and keeps its number', async () => {
  const { page } = desk
  await page.goto(`${centre.server.url}/settings/channels/${whatsappId}`)
  const shows = page.getByRole('checkbox', { name: 'Отображать номер заявки для коллтрекинга' })
  await shows.waitFor()
  assert.equal(await shows.isDisabled(), true)
  await page.getByRole('link', { name: /«Интеграции» → «Диалоги»/ }).click()
  await page.getByRole('heading', { name: 'Диалоги', exact: true }).waitFor()
  await page.getByRole('checkbox', { name: 'Сайт' }).click()
  await page.getByRole('checkbox', { name: 'Сайт', checked: true }).waitFor()
  await page.goto(`${centre.server.url}/settings/channels/${whatsappId}`)
  await shows.check()
  const question = page.getByRole('group', { name: 'Текст вопроса' })
  const chip = question.getByText('номер заявки', { exact: true })
  const before = question.getByLabel('Текст вопроса до номера заявки')
  const after = question.getByLabel('Текст вопроса после номера заявки')
  // Everything that can be deleted is.
  for (const field of [before, after]) {
    await field.press('Control+a')
    await field.press('Delete')
    await field.press('Backspace')
  }
  await chip.waitFor()
  await before.fill('Здравствуйте, заявка ')
  await after.fill('. Есть вопрос')
  await page.getByText('Здравствуйте, заявка K7MX-4QTD. Есть вопрос').waitFor()
  await isClean(page, 'the question')
  await shot(page, 'tracking-question')
  await save(page)
  await saved(page)

  const path = `/api/v1/channels/${whatsappId}/tracking`
  const { version, ...stored } = await centre.client.ask<ChannelTracking>('GET', path)
  assert.equal(stored.question, 'Здравствуйте, заявка {{номер заявки}}. Есть вопрос')
  const without = { version, isOn: true, question: 'Здравствуйте. Есть вопрос' }
  await assert.rejects(centre.client.ask('PUT', path, without), /visit-number-missing/)
  assert.deepEqual(desk.complaints, [])
})

test('[WA-23] [WA-24] [COM-50] a visit goes from the shop through WhatsApp to a mark by a button', async () => {
  const { page } = desk
  await page.goto(`${centre.server.url}/settings/channels/${whatsappId}`)
  await page.getByRole('link', { name: 'Настроить клиентскую оценку' }).click()
  await page.getByRole('switch', { name: 'Клиентская оценка качества' }).check()
  await page.getByLabel('Текст вопроса').fill('Оцените ответ')
  await save(page)
  await saved(page)

  const shop = await comeBy('utm_source=yandex&utm_medium=cpc&utm_campaign=autumn')
  const { number } = shop
  const phonePage = await chooseInShop(shop.page, 'whatsapp', new RegExp(number))
  const phone = phoneOn(phonePage, 'WhatsApp')
  const field = phone.getByRole('textbox', { name: 'Сообщение' })
  const typed = `Здравствуйте, заявка ${number}. Есть вопрос`
  await until(async () => (await field.inputValue()) === typed, {
    withinMs: WITHIN_MS,
    what: 'the question in the field',
  })
  assert.equal(await phone.locator('.message').count(), 0, 'nothing is sent by itself')
  await shot(phonePage, 'tracking-phone')
  await phone.getByRole('button', { name: 'Отправить' }).click()
  const { id, visit } = await isTied(number)
  assert.partialDeepStrictEqual(visit, { number, source: 'yandex', campaign: 'autumn' })

  await page.goto(centre.server.url)
  await page.getByRole('option', { name: new RegExp(number) }).click()
  const facts = page.getByRole('region', { name: 'Визит на сайт' })
  await facts.getByText(number).waitFor()
  await facts.getByText('autumn').waitFor()
  await shot(page, 'tracking-conversation')
  await page.getByRole('textbox', { name: 'Ответ клиенту' }).fill('Слушаем вас')
  await page.getByRole('button', { name: 'Отправить', exact: true }).click()
  await phone.getByText('Слушаем вас').waitFor({ timeout: WITHIN_MS })
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+q')
  await phone.getByText('Оцените ответ').waitFor({ timeout: WITHIN_MS })
  await phone.getByRole('button', { name: '5', exact: true }).click()
  await until(
    async () => {
      const read = await centre.client.ask<{ rating?: { score?: number } }>(
        'GET',
        `/api/v1/conversations/${id}`,
      )
      return read.rating?.score === 5
    },
    { withinMs: WITHIN_MS, what: 'the mark' },
  )
  await shop.context.close()

  const isCounted = async () => (await reportOf<Report>('ratings')).totals.rated?.value === 1
  await until(isCounted, { withinMs: WITHIN_MS, what: 'the mark counted' })
  await page.goto(`${centre.server.url}/reports/ratings`)
  await page.getByRole('button', { name: /^Анна.*, Средняя оценка: 5\. Показать/ }).click()
  const behind = page.getByRole('dialog', { name: 'Средняя оценка' })
  await behind.locator(`a[href="/conversations/${id}"]`).waitFor()
  await shot(page, 'tracking-mark')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Атрибуция' }).click()
  await page.getByRole('heading', { name: 'Атрибуция', level: 1 }).waitFor()
  await page.getByRole('button', { name: /^yandex.*autumn, Сопоставлены: 1/ }).click()
  const matched = page.getByRole('dialog', { name: /^Сопоставлены · yandex .*autumn$/ })
  await matched.locator(`a[href="/conversations/${id}"]`).waitFor()
  await isClean(page, 'attribution')
  await shot(page, 'tracking-attribution')
  assert.deepEqual(desk.complaints, [])
})

test('[CT-01] [TG-20] Telegram carries the number unseen, and the campaign’s figure opens the conversation', async () => {
  const shop = await comeBy('utm_source=vk&utm_medium=cpc&utm_campaign=winter')
  const { number } = shop
  const payload = `visit-${number.replace('-', '')}`
  const phonePage = await chooseInShop(shop.page, 'telegram', new RegExp(`start=${payload}$`))
  const phone = phoneOn(phonePage, 'Telegram')
  await phone.getByRole('button', { name: 'Запустить' }).click()
  await phone.getByRole('textbox', { name: 'Сообщение' }).fill('есть ли стол из ясеня?')
  await phone.getByRole('button', { name: 'Отправить' }).click()
  const { visit } = await isTied(number)
  assert.partialDeepStrictEqual(visit, { number, source: 'vk', campaign: 'winter' })

  const { page } = desk
  await page.goto(centre.server.url)
  await page.getByRole('listbox').first().waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Найти или выполнить' }).fill('Коллтрекинг')
  await page
    .getByRole('option', { name: /Коллтрекинг/ })
    .first()
    .click()
  await page.getByRole('heading', { name: 'Коллтрекинг', exact: true }).waitFor()
  await isClean(page, 'call tracking')
  await shot(page, 'tracking-page')
  await page.getByRole('button', { name: /vk.*winter/ }).click()
  const behind = page.getByRole('dialog', { name: 'Обращения за цифрой' })
  await behind.getByRole('link').first().waitFor()
  await isClean(page, 'the conversations behind a figure')
  assert.deepEqual(desk.complaints, [])
  await shop.context.close()
})
