import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ChannelDetails, ConversationVisit, Snapshot, Tracker } from '@otklik/protocol'
import type { Page } from 'playwright-core'

import { until } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'
import { isClean } from './is-clean.ts'

const WITHIN_MS = 30_000

let centre: Centre
let tracker: Tracker
before(async () => {
  centre = await openCentre()
  const { host } = new URL(centre.emulator.url)
  const { client } = centre
  const { id, identity } = await client.ask<ChannelDetails>('POST', '/api/v1/channels', {
    kind: 'site-chat',
    settings: { name: 'Сайт', sites: host },
  })
  await centre.emulator.control('PUT', '/_control/shop', {
    siteKey: identity?.externalId,
    appUrl: centre.server.url,
  })
  await client.ask('PUT', '/api/v1/modules/call-tracking', { isOn: true })
  const made = { name: 'Магазин', sites: [host] }
  tracker = await client.ask<Tracker>('POST', '/api/v1/trackers', made)
  const linked = { version: tracker.version, widgetIds: [id] }
  tracker = await client.ask<Tracker>('PATCH', `/api/v1/trackers/${tracker.id}`, linked)
})
after(() => centre.close())

const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}

/** A page of the shop that somebody came to by an advertisement, and what its counter was told. */
async function comeBy(marks: string): Promise<{ page: Page; number: string }> {
  const context = await centre.browser.newContext({ locale: 'ru-RU', bypassCSP: true })
  const page = await context.newPage()
  await page.goto(`${centre.emulator.url}/shop/?${marks}`)
  await page.addScriptTag({ url: `${centre.server.url}/tracking/${tracker.key}.js` })
  const visit = await page.waitForFunction('window.__otklikVisit', undefined, {
    timeout: WITHIN_MS,
  })
  return { page, number: ((await visit.jsonValue()) as { number: string }).number }
}

const conversationOf = async (text: string) => {
  const { conversations } = await centre.client.ask<Snapshot>('GET', '/api/v1/snapshot')
  return conversations.find(({ lastMessage }) => lastMessage?.text === text)
}

test('[CT-01] [TG-20] a visit is followed from the shop to the conversation and the report', async () => {
  const { page, number } = await comeBy('utm_source=yandex&utm_medium=cpc&utm_campaign=autumn')
  await page.getByRole('button', { name: 'Открыть чат' }).click()
  const link = page.frameLocator('iframe').locator('a[data-kind="telegram"]')
  const payload = `visit-${number.replace('-', '')}`
  await until(async () => (await link.getAttribute('href'))?.endsWith(payload) ?? false, {
    withinMs: WITHIN_MS,
    what: 'the number in the link',
  })
  await link.click()
  const person = await centre.emulator.makePerson('Марина Ковалёва')
  await centre.emulator.does(centre.bot, person, 'start', { payload })
  await centre.emulator.does(centre.bot, person, 'text', { text: 'есть ли стол из ясеня?' })
  let tied: ConversationVisit | undefined
  await until(
    async () => {
      tied = (await conversationOf('есть ли стол из ясеня?'))?.visit
      return tied !== undefined
    },
    { withinMs: WITHIN_MS, what: 'the visit of the conversation' },
  )
  assert.partialDeepStrictEqual(tied, { number, source: 'yandex', campaign: 'autumn' })

  const desk = await centre.desk()
  await desk.page.goto(centre.server.url)
  await desk.page.getByRole('option', { name: /Марина/ }).click()
  const facts = desk.page.getByRole('region', { name: 'Визит на сайт' })
  await facts.getByText(number).waitFor()
  await facts.getByText('autumn').waitFor()
  await shot(desk.page, 'tracking-conversation')

  await desk.page.goto(`${centre.server.url}/settings/call-tracking`)
  await desk.page.getByRole('heading', { name: 'Коллтрекинг', exact: true }).waitFor()
  await desk.page.getByRole('heading', { name: 'Диалоги', exact: true }).waitFor()
  assert.equal(await desk.page.getByRole('checkbox', { name: 'Сайт' }).isChecked(), true)
  await isClean(desk.page, 'call tracking')
  await shot(desk.page, 'tracking-page')
  await desk.page.getByRole('button', { name: /yandex.*autumn/ }).click()
  const behind = desk.page.getByRole('dialog', { name: 'Обращения за цифрой' })
  await behind.getByRole('link', { name: /Марина/ }).waitFor()
  await isClean(desk.page, 'the conversations behind a figure')
  assert.deepEqual(desk.complaints, [])
})
